package firn.cli.pkgs;

import firn.cli.FirnCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code firn pkgs}. */
@Command(
    name = "pkgs",
    description = "The Debian package set: what it holds, and the lock that pins it.",
    subcommands = {PkgsLock.class, PkgsUpdate.class, PkgsSearch.class, PkgsShow.class})
public final class PkgsCommand implements Runnable {
  @ParentCommand FirnCommand firn;
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which action?");
  }
}
