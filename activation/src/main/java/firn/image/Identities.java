package firn.image;

import firn.store.build.RootScript;
import firn.store.posix.Posix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who the owners of files on disk stand for in an image. Those of the range given to scripts are
 * the script's; where there was no range, all is root's.
 *
 * @param fixed the owner of everything, whatever the disk says, or null
 */
record Identities(@Nullable Ownership fixed) {
  /** As {@code vfs_cap_data} begins in revision 3, which names the namespace's root at its end. */
  private static final int NAMESPACED = 0x03000000;

  private static final int PLAIN = 0x02000000;
  private static final int REVISION = 0xff000000;

  /** The bytes of {@code vfs_cap_data} in revision 3 and 2. */
  private static final int NAMESPACED_LENGTH = 24;

  private static final int PLAIN_LENGTH = 20;

  /** What the disk says. */
  static Identities recorded() {
    return new Identities(null);
  }

  long user(int onDisk) {
    return fixed == null ? inside(onDisk) : fixed.uid();
  }

  long group(int onDisk) {
    return fixed == null ? inside(onDisk) : fixed.gid();
  }

  private static long inside(int onDisk) {
    int shifted = onDisk - RootScript.FIRST_ID;
    if (shifted >= 0 && shifted < RootScript.IDS) {
      return shifted;
    }
    return Posix.isRoot() ? onDisk & 0xffffffffL : 0;
  }

  /**
   * Extended attributes as they are inside: file capabilities without the outside's root, and
   * nothing that is this machine's own, such as security labels.
   */
  SortedMap<String, byte[]> attributes(SortedMap<String, byte[]> onDisk) {
    SortedMap<String, byte[]> inside = new TreeMap<>();
    onDisk.forEach((name, value) -> {
      if (name.equals("security.capability")) {
        inside.put(name, capability(value));
      } else if (name.startsWith("user.")) {
        inside.put(name, value);
      }
    });
    return inside;
  }

  private static byte[] capability(byte[] value) {
    if (value.length != NAMESPACED_LENGTH) {
      return value;
    }
    ByteBuffer words = ByteBuffer.wrap(value.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int magic = words.getInt(0);
    if ((magic & REVISION) != NAMESPACED) {
      return value;
    }
    words.putInt(0, magic & ~REVISION | PLAIN);
    return Arrays.copyOf(words.array(), PLAIN_LENGTH);
  }
}
