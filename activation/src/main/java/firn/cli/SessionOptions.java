package firn.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that evaluates or builds. */
class SessionOptions {
  @Option(
      names = {"-I", "--include"},
      paramLabel = "[NAME=]PATH",
      description = "Look for <NAME> here, before NIX_PATH.")
  List<String> include = new ArrayList<>();

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "The folder that holds nix/store; / for root, else below XDG_DATA_HOME.")
  @Nullable Path store;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description = "Fetch packages from this Debian mirror instead of apt's.")
  @Nullable URI mirror;

  @Option(
      names = "--stats",
      description = "Say at the end what evaluation did and how long it took.")
  boolean stats;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "Write there, as folded stacks for a flame graph, where evaluation was.")
  @Nullable Path profile;

  @Option(names = "--show-trace", description = "Show every frame of an error's trace.")
  boolean showTrace;

  @Option(
      names = "--max-call-depth",
      paramLabel = "N",
      description = "How deep calls may nest (${DEFAULT-VALUE}).")
  int maxCallDepth = 10_000;

  @Option(
      names = {"-j", "--max-jobs"},
      paramLabel = "N",
      description = "Builds at once; the number of processors by default.")
  int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--cores",
      paramLabel = "N",
      description = "What builds are told to use; 0 for all.")
  int cores;

  @Option(
      names = {"-k", "--keep-going"},
      description = "Go on with what does not depend on a failed build.")
  boolean keepGoing;

  @Option(
      names = {"-L", "--print-build-logs"},
      description = "Show what builders print.")
  boolean printBuildLogs;
}
