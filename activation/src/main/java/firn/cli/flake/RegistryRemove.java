package firn.cli.flake;

import firn.cli.ExitCode;
import firn.cli.FlakeOptions;
import firn.eval.flake.RegistryFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn flake registry remove}. */
@Command(name = "remove", description = "Let a name stand for nothing.")
final class RegistryRemove implements Callable<Integer> {
  @ParentCommand FlakeRegistry registry;

  @Parameters(paramLabel = "NAME", description = "The name, such as nixpkgs.")
  String name = "";

  @Option(
      names = "--registry",
      paramLabel = "FILE",
      description = "Change this registry instead of the user's own.")
  @Nullable Path file;

  @Override
  public Integer call() throws IOException {
    RegistryFile changed = new RegistryFile(file);
    if (!changed.remove(FlakeOptions.ref(name).input())) {
      registry.flakeCommand.terminal().say("warning: the registry has no entry for '" + name + "'");
    }
    changed.write();
    return ExitCode.DONE;
  }
}
