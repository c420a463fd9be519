package firn.cli.nix;

import picocli.CommandLine.Option;

/** Which packages {@code nix-env --query} lists, and what it says of each. */
final class PackageQueryOptions {
  @Option(
      names = {"-a", "--available"},
      description = "Query: those of the expression, not those of the profile.")
  boolean available;

  @Option(names = "--installed", description = "Query: those of the profile.")
  boolean installed;

  @Option(
      names = {"-s", "--status"},
      description = "Query: print I, P, S first: in the profile, in the store, in a cache.")
  boolean status;

  @Option(
      names = {"-b", "--prebuilt-only"},
      description = "Query: only what is in the store or in a cache.")
  boolean prebuiltOnly;

  @Option(names = "--no-name", description = "Query: leave names out.")
  boolean noName;

  @Option(
      names = {"-c", "--compare-versions"},
      description = "Query: print how its version compares with the profile's, or the newest's.")
  boolean versions;

  @Option(names = "--system", description = "Query: print the systems they are for.")
  boolean system;

  @Option(names = "--drv-path", description = "Query: print the paths of derivations.")
  boolean derivationPaths;

  @Option(names = "--out-path", description = "Query: print the paths of outputs.")
  boolean outputPaths;

  @Option(names = "--description", description = "Query: print what they are, in a line.")
  boolean description;

  @Option(names = "--meta", description = "Query, with --xml or --json: print all that meta says.")
  boolean meta;

  @Option(names = "--xml", description = "Query: print XML.")
  boolean xml;

  @Option(names = "--json", description = "Query: print JSON, by attribute path.")
  boolean json;

  /** Whether packages are compared with those of the other side. */
  boolean compares() {
    return versions && !json;
  }

  PackageSearch.Wanted wanted() {
    return new PackageSearch.Wanted(derivationPaths, outputPaths, status || prebuiltOnly);
  }
}
