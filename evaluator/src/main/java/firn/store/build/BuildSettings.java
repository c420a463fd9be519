package firn.store.build;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import firn.store.config.NixConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How to build.
 *
 * @param jobs builds at once; 0 for none but those inside Firn
 * @param cores what {@code NIX_BUILD_CORES} says; 0 for all
 * @param keepGoing whether to go on with what does not depend on a failed build
 * @param keepFailed whether to keep the working folder of a failed build
 * @param timeout the longest a build may take; zero for no limit
 * @param maxSilent the longest a build may print nothing; zero for no limit
 * @param sandbox the command that starts bubblewrap, such as {@code bwrap} alone
 * @param sandboxPaths path in the sandbox → what lies there on this machine, besides the inputs
 * @param systems the {@code system}s that can be built for here
 * @param features what {@code requiredSystemFeatures} may ask for
 * @param mirrors where {@code mirror://} URLs lead
 * @param mode what to do with what is asked for
 * @param autoOptimise whether what is built shares equal files with the rest of the store
 * @param fallback whether to build what a cache announced and then could not give
 * @param downloads how many downloads from caches run at the same time
 * @param filterCalls whether builders may not make files set-user-ID or give them extended
 *     attributes
 */
public record BuildSettings(
    int jobs,
    int cores,
    boolean keepGoing,
    boolean keepFailed,
    Duration timeout,
    Duration maxSilent,
    List<String> sandbox,
    Map<String, Path> sandboxPaths,
    Set<String> systems,
    Set<String> features,
    MirrorResolver mirrors,
    BuildMode mode,
    boolean autoOptimise,
    boolean fallback,
    int downloads,
    boolean filterCalls) {

  public BuildSettings {
    sandbox = List.copyOf(sandbox);
    sandboxPaths = ImmutableMap.copyOf(sandboxPaths);
    systems = ImmutableSet.copyOf(systems);
    features = ImmutableSet.copyOf(features);
  }

  /** As many builds at once as there are processors, bubblewrap from the path. */
  public static BuildSettings defaults() {
    return new BuildSettings(
        Runtime.getRuntime().availableProcessors(),
        0,
        false,
        false,
        Duration.ZERO,
        Duration.ZERO,
        List.of("bwrap"),
        Map.of(),
        Set.of(thisSystem(), "builtin"),
        Set.copyOf(NixConfig.thisMachinesFeatures()),
        MirrorResolver.NONE,
        BuildMode.NORMAL,
        false,
        false,
        Fetches.AT_ONCE,
        true);
  }

  /** The {@code system} of this machine: {@code x86_64-linux}, {@code aarch64-linux}, …. */
  public static String thisSystem() {
    String arch = System.getProperty("os.arch", "");
    return switch (arch) {
      case "amd64" -> "x86_64-linux";
      case "x86", "i386" -> "i686-linux";
      default -> arch + "-linux";
    };
  }

  public BuildSettings withJobs(int jobs) {
    return edit(draft -> draft.jobs = Math.max(0, jobs));
  }

  public BuildSettings withCores(int cores) {
    return edit(draft -> draft.cores = cores);
  }

  public BuildSettings withKeep(boolean going, boolean failed) {
    return edit(draft -> {
      draft.keepGoing = going;
      draft.keepFailed = failed;
    });
  }

  public BuildSettings withLimits(Duration timeout, Duration maxSilent) {
    return edit(draft -> {
      draft.timeout = timeout;
      draft.maxSilent = maxSilent;
    });
  }

  public BuildSettings withSandbox(List<String> command, Map<String, Path> paths) {
    return edit(draft -> {
      draft.sandbox = command;
      draft.sandboxPaths = paths;
    });
  }

  public BuildSettings withSystems(Set<String> systems) {
    return edit(draft -> draft.systems = systems);
  }

  public BuildSettings withFeatures(Set<String> features) {
    return edit(draft -> draft.features = features);
  }

  public BuildSettings withMirrors(MirrorResolver mirrors) {
    return edit(draft -> draft.mirrors = mirrors);
  }

  public BuildSettings withMode(BuildMode mode) {
    return edit(draft -> draft.mode = mode);
  }

  public BuildSettings withAutoOptimise(boolean autoOptimise) {
    return edit(draft -> draft.autoOptimise = autoOptimise);
  }

  public BuildSettings withFallback(boolean fallback) {
    return edit(draft -> draft.fallback = fallback);
  }

  public BuildSettings withDownloads(int downloads) {
    return edit(draft -> draft.downloads = Math.max(1, downloads));
  }

  public BuildSettings withFilterCalls(boolean filterCalls) {
    return edit(draft -> draft.filterCalls = filterCalls);
  }

  private BuildSettings edit(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.settings();
  }

  /** The same components, while some of them change. */
  private static final class Draft {
    private int jobs;
    private int cores;
    private boolean keepGoing;
    private boolean keepFailed;
    private Duration timeout;
    private Duration maxSilent;
    private List<String> sandbox;
    private Map<String, Path> sandboxPaths;
    private Set<String> systems;
    private Set<String> features;
    private MirrorResolver mirrors;
    private BuildMode mode;
    private boolean autoOptimise;
    private boolean fallback;
    private int downloads;
    private boolean filterCalls;

    Draft(BuildSettings from) {
      jobs = from.jobs;
      cores = from.cores;
      keepGoing = from.keepGoing;
      keepFailed = from.keepFailed;
      timeout = from.timeout;
      maxSilent = from.maxSilent;
      sandbox = from.sandbox;
      sandboxPaths = from.sandboxPaths;
      systems = from.systems;
      features = from.features;
      mirrors = from.mirrors;
      mode = from.mode;
      autoOptimise = from.autoOptimise;
      fallback = from.fallback;
      downloads = from.downloads;
      filterCalls = from.filterCalls;
    }

    BuildSettings settings() {
      return new BuildSettings(
          jobs,
          cores,
          keepGoing,
          keepFailed,
          timeout,
          maxSilent,
          sandbox,
          sandboxPaths,
          systems,
          features,
          mirrors,
          mode,
          autoOptimise,
          fallback,
          downloads,
          filterCalls);
    }
  }
}
