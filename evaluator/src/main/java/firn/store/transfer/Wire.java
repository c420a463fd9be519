package firn.store.transfer;

import firn.store.MalformedException;
import firn.store.StorePath;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Numbers and texts as Nix's streams have them: a number is of eight bytes, low first; a text has
 * its length before it and is padded with zeros to eight bytes; a list has its length before it.
 * What is read may come from anyone, so that lengths are bounded before memory is taken for them.
 */
final class Wire {
  private static final int MAX_TEXT = 4096;
  private static final int MAX_ITEMS = 1 << 20;

  private final String what;

  /**
   * @param what names the stream in messages: "the export"
   */
  Wire(String what) {
    this.what = what;
  }

  static void number(OutputStream out, long value) throws IOException {
    for (int i = 0; i < Long.BYTES; i++) {
      out.write((int) (value >>> (8 * i)));
    }
  }

  static void text(OutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    number(out, bytes.length);
    out.write(bytes);
    out.write(new byte[-bytes.length & 7]);
  }

  static void texts(OutputStream out, Collection<?> texts) throws IOException {
    number(out, texts.size());
    for (Object text : texts) {
      text(out, text.toString());
    }
  }

  /**
   * @throws EOFException if the stream ends before or within it
   */
  static long number(InputStream in) throws IOException {
    return Long.reverseBytes(new DataInputStream(in).readLong());
  }

  String text(InputStream in) throws IOException {
    return text(in, MAX_TEXT);
  }

  /**
   * As {@link #text(InputStream)}.
   *
   * @param longest how many bytes there may be
   */
  String text(InputStream in, int longest) throws IOException {
    long length = number(in);
    if (length < 0 || length > longest) {
      throw new MalformedException(what + " has a text that is too long");
    }
    byte[] bytes = in.readNBytes((int) length);
    byte[] padding = in.readNBytes((int) (-length & 7));
    if (bytes.length < length || padding.length < (-length & 7)) {
      throw new EOFException();
    }
    for (byte b : padding) {
      if (b != 0) {
        throw new MalformedException(what + " has padding that is not zero");
      }
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  List<String> texts(InputStream in) throws IOException {
    long count = number(in);
    if (count < 0 || count > MAX_ITEMS) {
      throw new MalformedException(what + " claims too many references");
    }
    List<String> texts = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      texts.add(text(in));
    }
    return texts;
  }

  SortedSet<StorePath> paths(InputStream in) throws IOException {
    SortedSet<StorePath> paths = new TreeSet<>();
    texts(in).forEach(text -> paths.add(StorePath.parse(text)));
    return paths;
  }
}
