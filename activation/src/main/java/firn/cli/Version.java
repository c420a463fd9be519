package firn.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of Firn and of the language it reads. */
public final class Version implements IVersionProvider {
  public static final String FIRN = "0.1.0";

  @Override
  public String[] getVersion() {
    return new String[] {"firn " + FIRN};
  }
}
