package firn.store.posix;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Extended attributes (xattr(7)) of files on byte paths; symbolic links are not followed. A file
 * system without any is one where no file has any.
 */
public final class ExtendedAttributes {
  private static final int MOST_NAMES = 1 << 16;

  /** The longest value Linux allows (XATTR_SIZE_MAX). */
  private static final int LONGEST = 1 << 16;

  private static final int ENOTSUP = 95;
  private static final int ENODATA = 61;

  private ExtendedAttributes() {}

  /** All that the caller may see, by name. */
  public static SortedMap<String, byte[]> of(String path) throws IOException {
    SortedMap<String, byte[]> found = new TreeMap<>();
    try (Arena arena = Arena.ofConfined()) {
      Posix.Call call = new Posix.Call();
      MemorySegment names = arena.allocate(MOST_NAMES);
      long length =
          Libc.LLISTXATTR.call(call.state, call.string(path), names.address(), MOST_NAMES);
      if (length < 0 && NativeFunction.errno(call.state) == ENOTSUP) {
        return found;
      }
      call.check(length, path);
      String all =
          new String(
              names.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
      for (String name : all.split("\0", -1)) {
        if (!name.isEmpty()) {
          byte[] value = value(arena, path, name);
          if (value != null) {
            found.put(name, value);
          }
        }
      }
    }
    return found;
  }

  private static byte @Nullable [] value(Arena arena, String path, String name) throws IOException {
    Posix.Call call = new Posix.Call();
    MemorySegment buffer = arena.allocate(LONGEST);
    long length =
        Libc.LGETXATTR.call(
            call.state, call.string(path), call.string(name), buffer.address(), LONGEST);
    if (length < 0 && NativeFunction.errno(call.state) == ENODATA) {
      return null;
    }
    call.check(length, path);
    return buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
  }

  /** Sets one. */
  public static void set(String path, String name, byte[] value) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Posix.Call call = new Posix.Call();
      MemorySegment bytes = arena.allocate(Math.max(1, value.length));
      MemorySegment.copy(value, 0, bytes, ValueLayout.JAVA_BYTE, 0, value.length);
      call.check(
          Libc.LSETXATTR.call(
              call.state, call.string(path), call.string(name), bytes.address(), value.length),
          path);
    }
  }
}
