package firn.cli.flake;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code firn flake init}. */
@Command(name = "init", description = "Begin a flake in this folder from a template.")
final class FlakeInit implements Callable<Integer> {
  @ParentCommand FlakeCommand flakeCommand;
  @Mixin TemplateOptions template;

  @Override
  public Integer call() {
    return template.copyTo(Path.of(System.getProperty("user.dir", "/")), flakeCommand.terminal());
  }
}
