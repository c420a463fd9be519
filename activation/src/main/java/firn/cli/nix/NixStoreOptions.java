package firn.cli.nix;

import firn.cli.BuildOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The operations of {@code nix-store}, of which one is chosen, and what modifies them. */
final class NixStoreOptions extends BuildOptions {
  @Option(
      names = {"-r", "--realise", "--realize"},
      description = "Build or fetch paths.")
  boolean realise;

  @Option(
      names = {"-q", "--query"},
      description = "Ask what the store knows of paths.")
  boolean query;

  @Option(
      names = {"-A", "--add"},
      description = "Add files to the store.")
  boolean add;

  @Option(names = "--add-fixed", description = "Add files by a hash: ALGORITHM FILE…")
  boolean addFixed;

  @Option(names = "--print-fixed-path", description = "ALGORITHM HASH NAME: where it would lie.")
  boolean printFixedPath;

  @Option(names = "--dump", description = "Write the archive of a file or tree.")
  boolean dump;

  @Option(names = "--restore", description = "Unpack an archive to a path.")
  boolean restore;

  @Option(names = "--export", description = "Write paths for --import.")
  boolean export;

  @Option(names = "--import", description = "Add what --export wrote.")
  boolean importing;

  @Option(names = "--verify", description = "Check the store.")
  boolean verify;

  @Option(names = "--verify-path", description = "Check paths.")
  boolean verifyPath;

  @Option(names = "--repair-path", description = "Fetch or build paths again.")
  boolean repairPath;

  @Option(names = "--gc", description = "Collect garbage.")
  boolean gc;

  @Option(names = "--delete", description = "Delete paths that nothing uses.")
  boolean delete;

  @Option(names = "--optimise", description = "Share equal files.")
  boolean optimise;

  @Option(names = "--load-db", description = "Register what --dump-db wrote.")
  boolean loadDb;

  @Option(names = "--dump-db", description = "Write the database as text.")
  boolean dumpDb;

  @Option(names = "--register-validity", description = "Register paths that lie in the store.")
  boolean registerValidity;

  @Option(names = "--check-validity", description = "Fail unless paths are valid.")
  boolean checkValidity;

  @Option(
      names = {"-l", "--read-log"},
      description = "Print build logs.")
  boolean readLog;

  @Option(names = "--print-env", description = "Print a derivation's environment for a shell.")
  boolean printEnv;

  @Option(names = "--generate-binary-cache-key", description = "NAME SECRET-FILE PUBLIC-FILE")
  boolean generateKey;

  @Option(names = "--serve", description = "Speak with a Nix that copies over ssh.")
  boolean serve;

  @Option(names = "--write", description = "Serve: let the other add and build.")
  boolean write;

  @Option(names = "--outputs", description = "Query: the outputs of derivations.")
  boolean outputs;

  @Option(
      names = {"-R", "--requisites"},
      description = "Query: the closure.")
  boolean requisites;

  @Option(names = "--references", description = "Query: what paths refer to.")
  boolean references;

  @Option(names = "--referrers", description = "Query: what refers to paths.")
  boolean referrers;

  @Option(names = "--referrers-closure", description = "Query: what reaches paths.")
  boolean referrersClosure;

  @Option(
      names = {"-d", "--deriver"},
      description = "Query: what paths were built from.")
  boolean deriver;

  @Option(
      names = {"-b", "--binding"},
      paramLabel = "NAME",
      description = "Query: a variable.")
  @Nullable String binding;

  @Option(names = "--hash", description = "Query: the hash of the archive.")
  boolean hash;

  @Option(names = "--size", description = "Query: the size of the archive.")
  boolean size;

  @Option(names = "--tree", description = "Query: the closure as a tree.")
  boolean tree;

  @Option(names = "--graph", description = "Query: the closure for Graphviz.")
  boolean graph;

  @Option(names = "--graphml", description = "Query: the closure as GraphML.")
  boolean graphMl;

  @Option(names = "--roots", description = "Query: the roots that keep paths.")
  boolean roots;

  @Option(names = "--valid-derivers", description = "Query: derivations that make paths.")
  boolean validDerivers;

  @Option(
      names = {"-u", "--use-output"},
      description = "Query a derivation's output instead.")
  boolean useOutput;

  @Option(
      names = {"-f", "--force-realise"},
      description = "Query: realise first.")
  boolean forceRealise;

  @Option(names = "--include-outputs", description = "Query: with outputs of derivations.")
  boolean includeOutputs;

  @Option(names = "--print-roots", description = "Collect: list roots.")
  boolean printRoots;

  @Option(names = "--print-live", description = "Collect: list what is in use.")
  boolean printLive;

  @Option(names = "--print-dead", description = "Collect: list garbage.")
  boolean printDead;

  @Option(names = "--max-freed", paramLabel = "BYTES", description = "Collect: stop then.")
  @Nullable String maxFreed;

  @Option(names = "--check-contents", description = "Verify: hash everything.")
  boolean checkContents;

  @Option(names = "--recursive", description = "Add by the archive.")
  boolean recursive;

  @Option(names = "--hash-given", description = "Register: hash and size are given.")
  boolean hashGiven;

  @Option(names = "--reregister", hidden = true)
  boolean reregister;

  @Option(names = "--add-root", paramLabel = "PATH", description = "Realise: make a link.")
  @Nullable Path addRoot;

  @Option(names = "--dry-run", description = "Realise: only list.")
  boolean dryRun;

  @Option(
      names = {"-Q", "--no-build-output", "--quiet"},
      description = "Realise: show what builders print only where they fail.")
  boolean quiet;

  @Option(
      names = {
        "--indirect",
        "--ignore-unknown",
        "--ignore-liveness",
        "-v",
        "--verbose",
        "--readonly-mode",
        "--no-build-hook"
      },
      hidden = true)
  boolean accepted;

  @Parameters(paramLabel = "ARGUMENT", arity = "0..*", description = "Paths, and what else is due.")
  List<String> operands = new ArrayList<>();
}
