package firn.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that evaluates. */
public class SessionOptions extends BuildOptions {
  @Option(
      names = {"-I", "--include"},
      paramLabel = "[NAME=]PATH",
      description = "Look for <NAME> here, before NIX_PATH.")
  public List<String> include = new ArrayList<>();

  @Option(
      names = "--apt",
      paramLabel = "DIR",
      description = "Read apt's sources and keys here instead of in /etc/apt.")
  @Nullable Path apt;

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
  public boolean showTrace;

  @Option(names = "--no-show-trace", hidden = true)
  boolean noShowTrace;

  @Option(
      names = "--max-call-depth",
      paramLabel = "N",
      description = "How deep calls may nest (10000).")
  @Nullable Integer maxCallDepth;

  @Option(
      names = "--max-heap",
      paramLabel = "SIZE",
      description =
          "How much memory evaluation may take, such as 2g; 60%% of the machine's by default.")
  @Nullable String maxHeap;

  @Option(
      names = "--pure-eval",
      description = "Read only what is locked or hashed; flakes are evaluated so anyway.")
  boolean pure;

  @Option(names = "--impure", description = "Evaluate a flake without that restriction.")
  boolean impure;

  @Option(
      names = "--restrict-eval",
      description = "Read only what the search path and --allowed-uris name.")
  boolean restricted;

  @Option(
      names = "--allowed-uris",
      paramLabel = "URIS",
      description = "What may be fetched nevertheless: beginnings of URLs, separated by spaces.")
  @Nullable String allowedUris;

  @Option(
      names = "--tarball-ttl",
      paramLabel = "SECONDS",
      description = "How long what was fetched is taken for current (3600).")
  @Nullable Long tarballTtl;

  @Option(names = "--refresh", description = "Take nothing that was fetched for current.")
  boolean refresh;

  @Option(
      names = {"--extra-experimental-features", "--experimental-features"},
      paramLabel = "NAMES",
      description = "Accepted; Firn's features need no asking, but parse-toml-timestamps does.")
  List<String> features = new ArrayList<>();

  /** What to look for in sources, by the setting's name. */
  final Map<String, String> lints = new TreeMap<>();

  /** Whether a command of Nix's is being played, with its defaults. */
  private boolean nix;

  boolean asNix() {
    return nix;
  }

  public void playNix() {
    nix = true;
  }

  @Option(
      names = "--lint-absolute-path-literals",
      paramLabel = "LEVEL",
      description = "What of absolute paths in sources: ignore, warn or fatal.")
  void lintAbsolute(String level) {
    lints.put("lint-absolute-path-literals", level);
  }

  @Option(
      names = "--lint-short-path-literals",
      paramLabel = "LEVEL",
      description = "What of relative paths without a dot: ignore, warn or fatal.")
  void lintShort(String level) {
    lints.put("lint-short-path-literals", level);
  }

  @Option(
      names = "--lint-url-literals",
      paramLabel = "LEVEL",
      description = "What of URLs without quotes: ignore, warn or fatal.")
  void lintUrl(String level) {
    lints.put("lint-url-literals", level);
  }

  @Option(names = "--abort-on-warn", description = "End evaluation at the first warning.")
  boolean abortOnWarn;

  @Option(names = "--trace-verbose", description = "Let builtins.traceVerbose speak.")
  boolean traceVerbose;

  @Option(
      names = "--flake-registry",
      paramLabel = "FILE",
      description = "The registry that names flakes for everybody: a file or a URL.")
  @Nullable String flakeRegistry;

  @Option(
      names = "--override-flake",
      arity = "2",
      paramLabel = "NAME REF",
      description = "Let a registry name stand for this flake.")
  List<String> overrideFlakes = new ArrayList<>();

  @Option(
      names = {"--no-registries", "--no-use-registries"},
      description = "Look no flake up in registries.")
  boolean noRegistries;
}
