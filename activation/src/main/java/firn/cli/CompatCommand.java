package firn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn compat DIR}. */
@Command(
    name = "compat",
    description =
        "Write nix-build, nix-store, nixos-rebuild and others into a folder, each starting Firn under that name.")
final class CompatCommand implements Callable<Integer> {
  /** The commands whose names Firn answers to. */
  static final List<String> NAMES =
      List.of(
          "nix",
          "nix-build",
          "nix-collect-garbage",
          "nix-env",
          "nix-instantiate",
          "nix-store",
          "nixos-container",
          "nixos-option",
          "nixos-rebuild");

  @ParentCommand FirnCommand firn;

  @Parameters(paramLabel = "DIR", description = "Where to write them; made if it does not exist.")
  Path folder;

  @Override
  public Integer call() throws IOException {
    Path launcher =
        Path.of(System.getProperty("firn.home", ".")).resolve("firn").toAbsolutePath().normalize();
    Files.createDirectories(folder);
    for (String name : NAMES) {
      Path script = folder.resolve(name);
      Files.writeString(
          script, "#!/bin/sh\nFIRN_NAME=" + name + " exec '" + launcher + "' \"$@\"\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      firn.terminal().print(script.toString());
    }
    return ExitCode.DONE;
  }
}
