package firn.cli.rebuild;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code firn rebuild edit}. */
@Command(
    name = "edit",
    description = "Open the configuration in $VISUAL, $EDITOR, or what the machine has.")
final class RebuildEdit implements Callable<Integer> {
  @ParentCommand RebuildCommand rebuild;
  @Mixin RebuildOptions options;

  @Override
  public Integer call() throws IOException {
    Path file = options.configuration();
    if (Files.isDirectory(file)) {
      file = file.resolve("default.nix");
    }
    // An editor may be a command line of its own: `code --wait`.
    List<String> command = new ArrayList<>(List.of(editor().strip().split("\\s+")));
    command.add(file.toString());
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private static String editor() {
    for (String variable : List.of("VISUAL", "EDITOR")) {
      String value = System.getenv(variable);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    for (String program : List.of("sensible-editor", "nano", "vi")) {
      if (firn.store.posix.Program.find(program) != null) {
        return program;
      }
    }
    throw new CommandException(ExitCode.BUILD, "no editor was found", "set EDITOR to one");
  }
}
