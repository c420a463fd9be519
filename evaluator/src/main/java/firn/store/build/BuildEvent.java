package firn.store.build;

import firn.store.StorePath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What happens while derivations are realised, for whoever shows it. Where a path is fetched from a
 * cache, that path stands for the derivation.
 */
public sealed interface BuildEvent {

  /**
   * Known before anything starts.
   *
   * @param builds the derivations to build, inputs before users
   * @param substitutes the paths to fetch from a cache
   * @param needs derivation → those of {@code builds} that it waits for
   */
  record Planned(
      List<StorePath> builds, List<StorePath> substitutes, Map<StorePath, Set<StorePath>> needs)
      implements BuildEvent {
    public Planned {
      builds = List.copyOf(builds);
      substitutes = List.copyOf(substitutes);
      needs = Map.copyOf(needs);
    }

    public Planned(List<StorePath> builds, List<StorePath> substitutes) {
      this(builds, substitutes, Map.of());
    }
  }

  record Started(StorePath derivation) implements BuildEvent {}

  /** A line of the builder's output, its bytes decoded as UTF-8, without the newline. */
  record LogLine(StorePath derivation, String line) implements BuildEvent {}

  /**
   * @param derivation what downloads
   * @param done bytes received
   * @param total bytes to receive in all, −1 if that is not known
   */
  record Progress(StorePath derivation, long done, long total) implements BuildEvent {}

  /**
   * @param built false if another process had built it in the meantime
   */
  record Succeeded(StorePath derivation, boolean built, Duration took) implements BuildEvent {}

  record Failed(StorePath derivation, String reason) implements BuildEvent {}

  /** Nothing more comes of what was planned, whether it went well or not. */
  record Ended() implements BuildEvent {}
}
