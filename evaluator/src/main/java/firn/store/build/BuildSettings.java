package firn.store.build;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How to build.
 *
 * @param jobs builds at once, at least 1
 * @param cores what {@code NIX_BUILD_CORES} says; 0 for all
 * @param keepGoing whether to go on with what does not depend on a failed build
 * @param keepFailed whether to keep the working folder of a failed build
 * @param timeout the longest a build may take; zero for no limit
 * @param maxSilent the longest a build may print nothing; zero for no limit
 * @param sandbox the command that starts bubblewrap, such as {@code bwrap} alone
 * @param sandboxPaths path in the sandbox → what lies there on this machine, besides the inputs
 * @param systems the {@code system}s that can be built for here
 * @param mirrors where {@code mirror://} URLs lead
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
    MirrorResolver mirrors) {

  public BuildSettings {
    sandbox = List.copyOf(sandbox);
    sandboxPaths = ImmutableMap.copyOf(sandboxPaths);
    systems = ImmutableSet.copyOf(systems);
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
        MirrorResolver.NONE);
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
    return new BuildSettings(
        Math.max(1, jobs),
        cores,
        keepGoing,
        keepFailed,
        timeout,
        maxSilent,
        sandbox,
        sandboxPaths,
        systems,
        mirrors);
  }

  public BuildSettings withCores(int cores) {
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
        mirrors);
  }

  public BuildSettings withKeep(boolean going, boolean failed) {
    return new BuildSettings(
        jobs, cores, going, failed, timeout, maxSilent, sandbox, sandboxPaths, systems, mirrors);
  }

  public BuildSettings withLimits(Duration timeout, Duration maxSilent) {
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
        mirrors);
  }

  public BuildSettings withSandbox(List<String> command, Map<String, Path> paths) {
    return new BuildSettings(
        jobs, cores, keepGoing, keepFailed, timeout, maxSilent, command, paths, systems, mirrors);
  }

  public BuildSettings withMirrors(MirrorResolver mirrors) {
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
        mirrors);
  }
}
