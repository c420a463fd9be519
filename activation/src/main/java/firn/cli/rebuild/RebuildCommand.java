package firn.cli.rebuild;

import firn.cli.FirnCommand;
import firn.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code firn rebuild}. */
@Command(
    name = "rebuild",
    synopsisSubcommandLabel = "ACTION",
    commandListHeading = "%nActions:%n",
    description = "Build the system a configuration describes, and apply it.",
    subcommands = {
      RebuildBoot.class,
      RebuildBuild.class,
      RebuildBuildImage.class,
      RebuildConfirm.class,
      RebuildDeactivate.class,
      RebuildDiff.class,
      RebuildDrift.class,
      RebuildDryActivate.class,
      RebuildDryBuild.class,
      RebuildEdit.class,
      RebuildListGenerations.class,
      RebuildPlan.class,
      RebuildRecover.class,
      RebuildRepl.class,
      RebuildRollback.class,
      RebuildSwitch.class,
      RebuildTest.class,
      RebuildTry.class
    })
public final class RebuildCommand implements Runnable {
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
