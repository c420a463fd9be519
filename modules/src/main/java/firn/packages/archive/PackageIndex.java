package firn.packages.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One index, mapped into memory: opening it costs nothing, a look-up is a binary search. Written by
 * {@link IndexFile}. Safe for use by several threads.
 */
final class PackageIndex {
  /** A package that offers a virtual name, perhaps in a version. */
  record Provider(String name, @Nullable String version) {}

  private static final int HEADER = 16;
  private final ByteBuffer data;
  private final Suite suite;
  private final int packages;
  private final int virtuals;

  private PackageIndex(ByteBuffer data, Suite suite) {
    this.data = data;
    this.suite = suite;
    this.packages = data.getInt(8);
    this.virtuals = data.getInt(12);
  }

  static PackageIndex open(Path file, Suite suite) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer data = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      if (data.capacity() < HEADER || data.getLong(0) != IndexFile.MAGIC) {
        throw IndexFile.unreadable(file);
      }
      return new PackageIndex(data, suite);
    }
  }

  int priority() {
    return suite.priority();
  }

  @Nullable ArchivePackage find(String name) {
    int offset = search(name, 0, packages);
    return offset < 0 ? null : read(offset);
  }

  List<Provider> providers(String virtual) {
    int offset = search(virtual, packages, virtuals);
    if (offset < 0) {
      return List.of();
    }
    Cursor cursor = new Cursor(offset);
    cursor.string();
    List<Provider> providers = new ArrayList<>();
    for (String line : cursor.longString().split("\n", -1)) {
      int space = line.indexOf(' ');
      providers.add(
          space < 0
              ? new Provider(line, null)
              : new Provider(line.substring(0, space), line.substring(space + 1)));
    }
    return providers;
  }

  List<String> names() {
    List<String> names = new ArrayList<>(packages);
    for (int i = 0; i < packages; i++) {
      names.add(new Cursor(data.getInt(HEADER + 4 * i)).string());
    }
    return names;
  }

  private int search(String name, int first, int count) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int offset = data.getInt(HEADER + 4 * (first + middle));
      int order = compare(offset, wanted);
      if (order == 0) {
        return offset;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** Order of the string at {@code offset} and {@code wanted}; both ASCII, as names are. */
  private int compare(int offset, byte[] wanted) {
    int length = data.getShort(offset) & 0xffff;
    int common = Math.min(length, wanted.length);
    for (int i = 0; i < common; i++) {
      int order = Byte.compareUnsigned(data.get(offset + 2 + i), wanted[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(length, wanted.length);
  }

  private ArchivePackage read(int offset) {
    Cursor cursor = new Cursor(offset);
    String name = cursor.string();
    String version = cursor.string();
    String architecture = cursor.string();
    String path = cursor.string();
    long size = cursor.number();
    String sha256 = cursor.string();
    String depends = cursor.longString();
    String provides = cursor.longString();
    String description = cursor.string();
    String homepage = cursor.string();
    String section = cursor.string();
    return new ArchivePackage(
        name,
        version,
        architecture,
        suite.mirror(),
        path,
        size,
        sha256,
        depends,
        provides,
        description,
        homepage,
        section,
        data.get(cursor.at),
        suite.name(),
        suite.priority());
  }

  /** A position in the records. */
  private final class Cursor {
    private int at;

    Cursor(int at) {
      this.at = at;
    }

    String string() {
      int length = data.getShort(at) & 0xffff;
      at += 2;
      return text(length);
    }

    String longString() {
      int length = data.getInt(at);
      at += 4;
      return text(length);
    }

    long number() {
      long value = data.getLong(at);
      at += 8;
      return value;
    }

    private String text(int length) {
      byte[] bytes = new byte[length];
      data.get(at, bytes);
      at += length;
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
