package firn.cli.store;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is to be listed of a path of the store, and how. */
public final class ListingOptions {
  @Option(
      names = {"-l", "--long"},
      description = "Modes and sizes, too.")
  public boolean longer;

  @Option(
      names = {"-R", "--recursive"},
      description = "All that is below, too.")
  public boolean recursive;

  @Option(names = "--json", description = "Print JSON.")
  public boolean json;

  @Parameters(paramLabel = "PATH", description = "A path in the store, or below one.")
  public String path = "";
}
