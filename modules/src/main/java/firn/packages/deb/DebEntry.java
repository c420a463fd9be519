package firn.packages.deb;

/**
 * One entry of a package's data, checked.
 *
 * @param path relative to the root, normal, without a dot segment; empty for the root itself
 * @param target of a symbolic link, as it stands; of a hard link, a path like {@code path}
 * @param mode permission bits, with set-user-id, set-group-id and sticky
 */
public record DebEntry(
    String path, Kind kind, String target, int mode, String owner, String group, long size) {
  /** What an entry makes. */
  public enum Kind {
    FILE,
    DIRECTORY,
    SYMBOLIC_LINK,
    HARD_LINK
  }
}
