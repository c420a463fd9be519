package firn.cli.flake;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code firn flake registry}. */
@Command(
    name = "registry",
    synopsisSubcommandLabel = "ACTION",
    commandListHeading = "%nActions:%n",
    description = "Show and change what short names of flakes stand for.",
    subcommands = {RegistryAdd.class, RegistryList.class, RegistryPin.class, RegistryRemove.class})
final class FlakeRegistry implements Runnable {
  @ParentCommand FlakeCommand flakeCommand;
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which action?");
  }
}
