package firn.cli.flake;

import firn.cli.ExitCode;
import firn.cli.FlakeOptions;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.eval.fetch.FetchedTree;
import firn.eval.flake.FlakeRef;
import firn.eval.flake.Flakes;
import firn.eval.flake.RegistryFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn flake registry pin}. */
@Command(
    name = "pin",
    description = "Let a name stand for what it stands for now, whatever comes later.")
final class RegistryPin implements Callable<Integer> {
  @ParentCommand FlakeRegistry registry;

  @Mixin SessionOptions session;

  @Parameters(index = "0", paramLabel = "NAME", description = "The name, such as nixpkgs.")
  String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FLAKE",
      description = "The flake to pin it to; without it, what the registries say.")
  @Nullable String flake;

  @Option(
      names = "--registry",
      paramLabel = "FILE",
      description = "Change this registry instead of the user's own.")
  @Nullable Path file;

  @Override
  public Integer call() throws IOException {
    FlakeRef from = FlakeOptions.ref(name);
    FlakeRef locked;
    try (Session opened = new Session(session, registry.flakeCommand.terminal(), true)) {
      Flakes flakes = opened.flakes();
      FlakeRef resolved = flakes.resolve(flake == null ? from : FlakeOptions.ref(flake));
      FetchedTree tree = opened.evaluator().run(() -> flakes.fetcher().fetch(resolved.input()));
      locked = new FlakeRef(tree.input(), resolved.directory());
    }
    RegistryFile changed = new RegistryFile(file);
    changed.remove(from.input());
    changed.add(from.input(), locked);
    changed.write();
    return ExitCode.DONE;
  }
}
