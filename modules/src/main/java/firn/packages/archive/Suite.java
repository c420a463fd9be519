package firn.packages.archive;

import java.util.Map;

/**
 * The state of one suite that a lock pins: which signed release it was, and the hashes of its
 * indexes.
 *
 * @param mirror {@code debian} or {@code debian-security}; never a host
 * @param name the folder below {@code dists}
 * @param date of the release, ISO 8601, UTC
 * @param release sha256 of the signed text
 * @param priority as apt's: of two suites the higher one wins, whatever the versions
 * @param indexes {@code main/binary-amd64} and its like
 */
public record Suite(
    String mirror,
    String name,
    String date,
    String release,
    int priority,
    Map<String, Index> indexes) {
  public Suite {
    indexes = Map.copyOf(indexes);
  }

  /** The compressed index of one component and architecture. */
  public record Index(String sha256, long size) {}
}
