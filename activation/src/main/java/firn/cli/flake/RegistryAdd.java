package firn.cli.flake;

import firn.cli.ExitCode;
import firn.cli.FlakeOptions;
import firn.eval.flake.FlakeRef;
import firn.eval.flake.RegistryFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn flake registry add}. */
@Command(name = "add", description = "Let a name stand for a flake.")
final class RegistryAdd implements Callable<Integer> {
  @ParentCommand FlakeRegistry registry;

  @Parameters(index = "0", paramLabel = "NAME", description = "The name, such as nixpkgs.")
  String name = "";

  @Parameters(index = "1", paramLabel = "FLAKE", description = "The flake it stands for.")
  String flake = "";

  @Option(
      names = "--registry",
      paramLabel = "FILE",
      description = "Change this registry instead of the user's own.")
  @Nullable Path file;

  @Override
  public Integer call() throws IOException {
    RegistryFile changed = new RegistryFile(file);
    FlakeRef from = FlakeOptions.ref(name);
    changed.remove(from.input());
    changed.add(from.input(), FlakeOptions.ref(flake));
    changed.write();
    return ExitCode.DONE;
  }
}
