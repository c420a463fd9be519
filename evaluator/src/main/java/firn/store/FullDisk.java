package firn.store;

import org.jspecify.annotations.Nullable;

/** What to try where a disk is full. */
public final class FullDisk {
  /** What the C library says, and what SQLite says. */
  private static final String LIBRARY = "No space left on device";

  private static final String DATABASE = "SQLITE_FULL";

  /** How what is refused ends, since it would fill the disk: more bytes than those. */
  public static final String ROOM = "that the disk has room for";

  private FullDisk() {}

  /** The remedy if {@code reason} says that the disk is full, else null. */
  public static @Nullable String remedy(@Nullable String reason) {
    return reason != null
            && (reason.contains(LIBRARY) || reason.contains(DATABASE) || reason.contains(ROOM))
        ? "Free some space on the disk that holds the store, then run the command again."
        : null;
  }

  /** A failure of SQLite in the words of the C library, where it means the same. */
  public static String plain(@Nullable String reason) {
    return reason != null && reason.contains(DATABASE) ? LIBRARY : String.valueOf(reason);
  }
}
