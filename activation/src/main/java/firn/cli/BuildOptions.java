package firn.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that uses the store. */
public class BuildOptions {
  /** The folder that holds {@code nix/store}; null for the user's own. */
  public @Nullable Path store;

  /** The URL that {@code --store} names, of a cache, which only some commands can look into. */
  public @Nullable String cache;

  /** Takes what Nix takes, too: {@code local?root=DIR}, and {@code local} for the usual one. */
  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = {
        "The folder that holds nix/store; / for root, else below XDG_DATA_HOME.",
        "Commands that only look take a cache's URL, too."
      })
  public void store(String name) {
    cache = StoreUrls.isUrl(name) ? name : null;
    store = cache == null ? StoreUrls.folder(name) : null;
  }

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description = "Fetch packages from this Debian mirror instead of apt's.")
  public @Nullable URI mirror;

  @Option(
      names = {"-j", "--max-jobs"},
      paramLabel = "N",
      description = "Builds at once, or auto, which is the default: one for each processor.")
  public @Nullable String jobs;

  @Option(
      names = "--cores",
      paramLabel = "N",
      description = "What builds are told to use; 0 for all.")
  public @Nullable Integer cores;

  @Option(
      names = {"-k", "--keep-going"},
      description = "Go on with what does not depend on a failed build.")
  public boolean keepGoing;

  @Option(
      names = {"-K", "--keep-failed"},
      description = "Keep the working folder of a failed build, and say where.")
  public boolean keepFailed;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "End a build that takes longer.")
  public @Nullable Integer timeout;

  @Option(
      names = "--max-silent-time",
      paramLabel = "SECONDS",
      description = "End a build that prints nothing for so long.")
  public @Nullable Integer maxSilent;

  @Option(
      names = "--fallback",
      description = "Build what a cache announced and then could not give.")
  public boolean fallback;

  @Option(
      names = {"--check", "--rebuild"},
      description = "Build again what is there already, and fail if the result differs.")
  public boolean check;

  @Option(
      names = "--repair",
      description = "Build or fetch again what is asked for, in the place of what is there.")
  public boolean repair;

  @Option(
      names = "--substituters",
      paramLabel = "URLS",
      description = "The binary caches to take from, instead of those in nix.conf.")
  public @Nullable String substituters;

  @Option(
      names = "--trusted-public-keys",
      paramLabel = "KEYS",
      description = "Whose signatures count, instead of those in nix.conf.")
  public @Nullable String trustedKeys;

  @Option(
      names = "--option",
      arity = "2",
      paramLabel = "NAME VALUE",
      description = "Set a setting of nix.conf.")
  public List<String> settings = new ArrayList<>();

  @Option(
      names = {"-L", "--print-build-logs"},
      description = "Show what builders print.")
  public boolean printBuildLogs;
}
