package firn.packages.relocate;

import firn.packages.relocate.Tree.File;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Mends paths in the compiled packages of R (R Internals, 1.8 Serialization Formats and 7 Lazy
 * loading). A package's objects lie one after another in {@code NAME.rdb}, each serialised,
 * compressed, and preceded by its length as a big-endian number; {@code NAME.rdx}, itself such an
 * object, says where each lies. An object that changes is appended, and its place changed.
 */
final class LazyLoadDatabases {
  private static final Pattern INDEX = Pattern.compile("lib/R/(site-)?library/[^/]+/R/[^/]+\\.rdx");

  /** In the index: an integer vector of two elements, the place and the length of an object. */
  private static final byte[] PLACE = {0, 0, 0, 13, 0, 0, 0, 2};

  /** In an object: a string of ASCII characters; its length follows. */
  private static final byte[] STRING = {0, 4, 0, 9};

  private static final int LIMIT = 64 << 20;

  private final Tree tree;
  private final StorePlaces places;

  LazyLoadDatabases(Tree tree, StorePlaces places) {
    this.tree = tree;
    this.places = places;
  }

  void mend() throws IOException {
    for (Map.Entry<String, Tree.Node> entry : List.copyOf(tree.nodes().entrySet())) {
      String path = entry.getKey();
      String objects = path.replaceFirst("rdx$", "rdb");
      if (entry.getValue() instanceof File index
          && INDEX.matcher(path).matches()
          && tree.nodes().get(objects) instanceof File data
          && data.size() < LIMIT) {
        mend(path, index, objects, data);
      }
    }
  }

  private void mend(String path, File index, String objects, File data) throws IOException {
    byte[] all = Files.readAllBytes(tree.physical(objects));
    ByteBuffer contents;
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(tree.physical(path)))) {
      contents = ByteBuffer.wrap(in.readNBytes(LIMIT));
    } catch (ZipException e) {
      return; // compressed in another way
    }
    ByteArrayOutputStream added = new ByteArrayOutputStream();
    for (int at = find(contents.array(), PLACE, 0);
        at >= 0 && at + 16 <= contents.capacity();
        at = find(contents.array(), PLACE, at + 1)) {
      int start = contents.getInt(at + 8);
      int length = contents.getInt(at + 12);
      if (start >= 0 && length > 4 && start <= all.length - length) {
        byte[] mended = mended(inflated(ByteBuffer.wrap(all, start, length).slice()));
        if (mended.length > 0) {
          byte[] packed = deflated(mended);
          contents.putInt(at + 8, all.length + added.size());
          contents.putInt(at + 12, packed.length);
          added.writeBytes(packed);
        }
      }
    }
    if (added.size() > 0) {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      whole.writeBytes(all);
      added.writeTo(whole);
      replace(objects, data, whole.toByteArray());
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new Stored(packed)) {
        out.write(contents.array());
      }
      replace(path, index, packed.toByteArray());
    }
  }

  private void replace(String path, File file, byte[] bytes) throws IOException {
    Path physical = tree.physical(path);
    Files.write(physical, bytes);
    tree.nodes().put(path, new File(file.executable(), bytes.length, file.content()));
  }

  /** An object with its paths changed; empty if none is. */
  private byte[] mended(byte[] object) throws IOException {
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    int done = 0;
    for (int at = find(object, STRING, 0); at >= 0; at = find(object, STRING, at + 1)) {
      int start = at + STRING.length + 4;
      if (start + 5 > object.length || object[start] != '/') {
        continue;
      }
      int length = ByteBuffer.wrap(object).getInt(at + STRING.length);
      if (length < 5 || length > object.length - start) {
        continue;
      }
      String found =
          places.compiledIn(new String(object, start, length, StandardCharsets.US_ASCII));
      if (!found.isEmpty()) {
        changed.write(object, done, at + STRING.length - done);
        changed.writeBytes(ByteBuffer.allocate(4).putInt(found.length()).array());
        changed.writeBytes(found.getBytes(StandardCharsets.US_ASCII));
        done = start + length;
      }
    }
    if (done > 0) {
      changed.write(object, done, object.length - done);
    }
    return changed.toByteArray();
  }

  /** The object in its serialised form; empty where it is compressed in another way. */
  private static byte[] inflated(ByteBuffer packed) {
    int length = packed.getInt(0);
    if (length < 0 || length > LIMIT) {
      return new byte[0];
    }
    byte[] object = new byte[length];
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(packed.slice(4, packed.capacity() - 4));
      return inflater.inflate(object) == length ? object : new byte[0];
    } catch (DataFormatException e) {
      return new byte[0];
    }
  }

  private static byte[] deflated(byte[] object) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.writeBytes(ByteBuffer.allocate(4).putInt(object.length).array());
    byte[] buffer = new byte[1 << 13];
    try (Deflater deflater = new Deflater(Deflater.NO_COMPRESSION)) {
      deflater.setInput(object);
      deflater.finish();
      while (!deflater.finished()) {
        packed.write(buffer, 0, deflater.deflate(buffer));
      }
    }
    return packed.toByteArray();
  }

  /** Does not compress, so that what is written does not depend on the machine's zlib. */
  private static final class Stored extends GZIPOutputStream {
    Stored(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.NO_COMPRESSION);
    }
  }

  private static int find(byte[] bytes, byte[] wanted, int from) {
    for (int at = from; at + wanted.length <= bytes.length; at++) {
      int same = 0;
      while (same < wanted.length && bytes[at + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return at;
      }
    }
    return -1;
  }
}
