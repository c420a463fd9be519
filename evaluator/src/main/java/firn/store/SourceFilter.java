package firn.store;

/** Chooses what of a tree is added to the store. */
@FunctionalInterface
public interface SourceFilter {
  /** Takes everything. */
  SourceFilter ALL = (path, type) -> true;

  /** What a file is; in the language the lower-case name. */
  enum FileType {
    REGULAR,
    DIRECTORY,
    SYMLINK,
    /** A device, pipe or socket: fails unless it is left out. */
    UNKNOWN
  }

  /**
   * Whether to take a file, and of a directory what is below it. Asked for everything but the root.
   *
   * @param path the path below the root, without a leading slash; its chars are bytes
   */
  boolean includes(String path, FileType type);
}
