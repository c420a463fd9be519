package firn.cli.nix;

import firn.cli.Version;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The line that scripts read to see which Nix they talk to. */
public final class NixVersion implements IVersionProvider {
  @Spec CommandSpec spec;

  @Override
  public String[] getVersion() {
    return new String[] {spec.root().name() + " (Firn " + Version.FIRN + ")"};
  }
}
