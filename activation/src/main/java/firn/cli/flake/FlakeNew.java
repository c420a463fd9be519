package firn.cli.flake;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn flake new}. */
@Command(name = "new", description = "Begin a flake in a new folder from a template.")
final class FlakeNew implements Callable<Integer> {
  @ParentCommand FlakeCommand flakeCommand;
  @Mixin TemplateOptions template;

  @Parameters(paramLabel = "DIR", description = "The folder; what is in it already stays.")
  Path folder = Path.of("");

  @Override
  public Integer call() {
    return template.copyTo(folder.toAbsolutePath().normalize(), flakeCommand.terminal());
  }
}
