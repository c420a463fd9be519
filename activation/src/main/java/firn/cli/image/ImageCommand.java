package firn.cli.image;

import firn.cli.FirnCommand;
import firn.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code firn image}. */
@Command(
    name = "image",
    synopsisSubcommandLabel = "ACTION",
    commandListHeading = "%nActions:%n",
    description = "Build container images, and hand them to engines and registries.",
    subcommands = {
      ImageBuild.class,
      ImageInspect.class,
      ImageLoad.class,
      ImagePush.class,
      ImageStream.class
    })
public final class ImageCommand implements Runnable {
  @ParentCommand FirnCommand firn;
  @Spec CommandSpec spec;

  Terminal terminal() {
    return firn.terminal();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which action?");
  }
}
