package firn.machine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What lies at a path: nothing, a link, a file with its bytes, a folder, or something else. */
public sealed interface Entry {
  /** Nothing. */
  record Absent() implements Entry {}

  /** A symbolic link and the text it holds. */
  record Link(String target) implements Entry {}

  /** A regular file. {@code mode} holds the permission bits only. */
  record Regular(byte[] content, int mode, int uid, int gid) implements Entry {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Regular that
          && mode == that.mode
          && uid == that.uid
          && gid == that.gid
          && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(content) * 31 + mode;
    }

    @Override
    public String toString() {
      return "Regular[%d bytes, mode=%o, %d:%d]".formatted(content.length, mode, uid, gid);
    }
  }

  /** A folder, whatever is in it. */
  record Folder(int mode, int uid, int gid) implements Entry {}

  /** A device, a socket, a pipe. */
  record Special() implements Entry {}

  /** Nothing. */
  Entry ABSENT = new Absent();
}
