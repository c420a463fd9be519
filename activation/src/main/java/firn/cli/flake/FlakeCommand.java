package firn.cli.flake;

import firn.cli.FirnCommand;
import firn.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code firn flake}. */
@Command(
    name = "flake",
    synopsisSubcommandLabel = "ACTION",
    commandListHeading = "%nActions:%n",
    description = "Begin, lock, update, show, check and fetch flakes.",
    subcommands = {
      FlakeArchive.class,
      FlakeCheck.class,
      FlakeClone.class,
      FlakeInit.class,
      FlakeLock.class,
      FlakeMetadata.class,
      FlakeNew.class,
      FlakePrefetch.class,
      FlakeRegistry.class,
      FlakeShow.class,
      FlakeUpdate.class
    })
public final class FlakeCommand implements Runnable {
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
