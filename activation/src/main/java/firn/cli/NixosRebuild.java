package firn.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nixos-rebuild}: NixOS's options in front of {@code firn rebuild}. */
@Command(
    name = "nixos-rebuild",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Build the system a configuration describes, and apply it.")
final class NixosRebuild implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "ACTION", description = "switch, build, dry-activate, plan or try.")
  String action;

  @Option(
      names = "-I",
      paramLabel = "[NAME=]PATH",
      description = "Look for <NAME> here; nixos-config names the configuration.")
  List<String> include = new ArrayList<>();

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration.")
  @Nullable Path configuration;

  @Option(names = "--show-trace", description = "Show every frame of an error's trace.")
  boolean showTrace;

  @Option(names = "--fast", description = "Accepted; Firn never rebuilds itself first.")
  boolean fast;

  @Option(names = "--store", paramLabel = "DIR", description = "The folder that holds nix/store.")
  @Nullable Path store;

  NixosRebuild(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<String> arguments = new ArrayList<>(List.of("rebuild", action));
    Path named = configuration;
    for (String entry : include) {
      if (entry.startsWith("nixos-config=") && named == null) {
        named = Path.of(entry.substring("nixos-config=".length()));
      } else {
        arguments.addAll(List.of("-I", entry));
      }
    }
    if (named != null) {
      arguments.addAll(List.of("--config", named.toString()));
    }
    if (store != null) {
      arguments.addAll(List.of("--store", store.toString()));
    }
    if (showTrace) {
      arguments.add("--show-trace");
    }
    return Main.run("firn", arguments.toArray(String[]::new), terminal);
  }
}
