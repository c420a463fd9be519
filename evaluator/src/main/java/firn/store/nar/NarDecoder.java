package firn.store.nar;

import firn.store.MalformedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Decodes a Nix archive. The archive may come from anyone: everything that the encoder would not
 * have written is refused. That covers names with a slash, NUL, {@code .} and {@code ..}, entries
 * that are not in strictly rising order (so neither duplicates), padding other than zero, strings
 * longer than the kernel takes, nesting deeper than a path can be, and an archive that ends early.
 * Memory stays bounded whatever sizes are claimed.
 */
public final class NarDecoder {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MAX_NAME = 255;
  private static final int MAX_TARGET = 4095;
  private static final int MAX_DEPTH = 2048;

  private final InputStream in;
  private final TreeVisitor visitor;
  private final byte[] buffer = new byte[1 << 16];

  private NarDecoder(InputStream in, TreeVisitor visitor) {
    this.in = in;
    this.visitor = visitor;
  }

  /**
   * Reads one archive and nothing after it. Reads in small pieces: give it a buffered stream.
   *
   * @throws MalformedException if the archive breaks the format; the visitor may have seen a part
   */
  public static void decode(InputStream in, TreeVisitor visitor) throws IOException {
    NarDecoder decoder = new NarDecoder(in, visitor);
    try {
      decoder.expect(NarEncoder.MAGIC);
      decoder.node("", 0);
    } catch (EOFException e) {
      throw new MalformedException("archive ends too early", e);
    }
  }

  /** Reads one node, its closing parenthesis included. */
  private void node(String path, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new MalformedException("archive nests deeper than " + MAX_DEPTH + " directories");
    }
    expect("(");
    expect("type");
    String type = token();
    switch (type) {
      case "regular" -> regular(path);
      case "symlink" -> symlink(path);
      case "directory" -> directory(path, depth);
      default -> throw new MalformedException("archive has a node of unknown type");
    }
  }

  private void regular(String path) throws IOException {
    String token = token();
    boolean executable = token.equals("executable");
    if (executable) {
      expect("");
      token = token();
    }
    if (!token.equals("contents")) {
      throw unexpected("contents");
    }
    long size = number();
    if (size < 0) {
      throw new MalformedException("archive claims a file of more than 2^63 bytes");
    }
    visitor.beginFile(path, executable, size);
    long left = size;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (n < 0) {
        throw new EOFException();
      }
      visitor.contents(buffer, 0, n);
      left -= n;
    }
    padding(size);
    expect(")");
    visitor.endFile(path);
  }

  private void symlink(String path) throws IOException {
    expect("target");
    String target = string(MAX_TARGET, "link target");
    if (target.isEmpty() || target.indexOf('\0') >= 0) {
      throw new MalformedException("archive has a link with an illegal target");
    }
    expect(")");
    visitor.symlink(path, target);
  }

  private void directory(String path, int depth) throws IOException {
    visitor.beginDirectory(path);
    String previous = "";
    while (true) {
      String token = token();
      if (token.equals(")")) {
        visitor.endDirectory(path);
        return;
      }
      if (!token.equals("entry")) {
        throw unexpected("entry");
      }
      expect("(");
      expect("name");
      String name = string(MAX_NAME, "file name");
      checkName(name);
      if (name.compareTo(previous) <= 0) {
        throw new MalformedException("archive has entries out of order or twice");
      }
      previous = name;
      expect("node");
      node(path.isEmpty() ? name : path + "/" + name, depth + 1);
      expect(")");
    }
  }

  private static void checkName(String name) {
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.indexOf('/') >= 0
        || name.indexOf('\0') >= 0) {
      throw new MalformedException("archive has an entry with an illegal name");
    }
  }

  private void expect(String token) throws IOException {
    if (!token().equals(token)) {
      throw unexpected(token);
    }
  }

  private static MalformedException unexpected(String wanted) {
    return new MalformedException("archive lacks '" + wanted + "' where it is due");
  }

  private String token() throws IOException {
    return string(16, "keyword");
  }

  private String string(int limit, String what) throws IOException {
    long length = number();
    if (length < 0 || length > limit) {
      throw new MalformedException("archive has a " + what + " that is too long");
    }
    fill((int) length);
    String text = new String(buffer, 0, (int) length, StandardCharsets.ISO_8859_1);
    padding(length);
    return text;
  }

  private long number() throws IOException {
    fill(8);
    return (long) LONG.get(buffer, 0);
  }

  private void padding(long length) throws IOException {
    int count = (int) (-length & 7);
    fill(count);
    for (int i = 0; i < count; i++) {
      if (buffer[i] != 0) {
        throw new MalformedException("archive has padding that is not zero");
      }
    }
  }

  private void fill(int count) throws IOException {
    if (in.readNBytes(buffer, 0, count) != count) {
      throw new EOFException();
    }
  }
}
