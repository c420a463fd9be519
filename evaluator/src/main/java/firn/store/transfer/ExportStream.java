package firn.store.transfer;

import firn.store.HashAlgorithm;
import firn.store.MalformedException;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.local.LocalStore;
import firn.store.nar.HashSink;
import firn.store.nar.NarDecoder;
import firn.store.nar.NarEncoder;
import firn.store.nar.ReferenceScanner;
import firn.store.nar.TeeStream;
import firn.store.query.TopologicalOrder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The stream of {@code nix-store --export}: for each object a one, its archive, a mark, its path,
 * references and deriver, and a zero; a zero at the end. Numbers are of eight bytes, low first;
 * texts have their length before them and are padded to eight bytes.
 */
public final class ExportStream {
  private static final long MARK = 0x4558494e;
  private static final int MAX_TEXT = 4096;
  private static final int MAX_REFERENCES = 1 << 20;

  private ExportStream() {}

  /** Writes objects, those they refer to first. */
  public static void write(LocalStore store, Collection<StorePath> paths, OutputStream to)
      throws IOException {
    BufferedOutputStream out = new BufferedOutputStream(to, 1 << 16);
    for (StorePath path : TopologicalOrder.of(store, paths)) {
      PathInfo info =
          store
              .query(path)
              .orElseThrow(() -> new StoreException("path '" + path + "' is not valid"));
      number(out, 1);
      HashSink hash = new HashSink(HashAlgorithm.SHA256);
      store.writeNar(path, new TeeStream(hash, out));
      if (!hash.hash().equals(info.narHash())) {
        throw new StoreException(
            "path '" + path + "' was modified, so it is not exported",
            "Run firn store verify --check-contents --repair.",
            null);
      }
      number(out, MARK);
      text(out, path.toString());
      number(out, info.references().size());
      for (StorePath reference : info.references()) {
        text(out, reference.toString());
      }
      text(out, info.deriver() == null ? "" : info.deriver().toString());
      number(out, 0);
    }
    number(out, 0);
    out.flush();
  }

  /**
   * Adds the objects of a stream.
   *
   * @return their paths, in the order of the stream
   * @throws MalformedException if it breaks the format; objects before the fault are there
   */
  public static List<StorePath> read(LocalStore store, InputStream from) throws IOException {
    BufferedInputStream in = new BufferedInputStream(from, 1 << 16);
    List<StorePath> added = new ArrayList<>();
    try {
      while (true) {
        long more = number(in);
        if (more == 0) {
          return added;
        }
        if (more != 1) {
          throw new MalformedException("the input is not what nix-store --export writes");
        }
        added.add(object(store, in));
      }
    } catch (EOFException e) {
      throw new MalformedException("the export ends too early", e);
    }
  }

  /** The path comes after the archive, which therefore waits in a file. */
  private static StorePath object(LocalStore store, InputStream in) throws IOException {
    Path file = Files.createTempFile(store.layout().stateDir(), "import", ".tmp");
    try {
      HashSink hash = new HashSink(HashAlgorithm.SHA256);
      try (OutputStream disk = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
        NarDecoder.decode(in, new NarEncoder(new TeeStream(hash, disk)));
      }
      if (number(in) != MARK) {
        throw new MalformedException("the export lacks its mark after an archive");
      }
      StorePath path = StorePath.parse(text(in));
      long count = number(in);
      if (count < 0 || count > MAX_REFERENCES) {
        throw new MalformedException("the export claims too many references");
      }
      SortedSet<StorePath> references = new TreeSet<>();
      for (long i = 0; i < count; i++) {
        references.add(StorePath.parse(text(in)));
      }
      String deriver = text(in);
      signature(in);
      PathInfo info =
          new PathInfo(
              path,
              hash.hash(),
              hash.size(),
              references,
              deriver.isEmpty() ? null : StorePath.parse(deriver),
              Instant.now(),
              false,
              new TreeSet<>(),
              null);
      checkReferences(info, file);
      try (InputStream nar = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
        store.addNar(info, nar);
      }
      return path;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** References that the contents do not name are a lie, or would keep what nobody needs. */
  private static void checkReferences(PathInfo info, Path file) throws IOException {
    if (info.references().isEmpty() || info.path().isDerivation()) {
      return;
    }
    ReferenceScanner scanner = new ReferenceScanner(info.references());
    try (InputStream nar = Files.newInputStream(file)) {
      nar.transferTo(scanner);
    }
    SortedSet<StorePath> unnamed = new TreeSet<>(info.references());
    unnamed.removeAll(scanner.found());
    if (!unnamed.isEmpty()) {
      throw new MalformedException(
          "the export says that '"
              + info.path()
              + "' refers to '"
              + unnamed.first()
              + "', which it does not name");
    }
  }

  /** Old versions of Nix put one there; nobody reads it. */
  private static void signature(InputStream in) throws IOException {
    if (number(in) == 1) {
      text(in);
    }
  }

  private static void number(OutputStream out, long value) throws IOException {
    for (int i = 0; i < 8; i++) {
      out.write((int) (value >>> (8 * i)));
    }
  }

  private static long number(InputStream in) throws IOException {
    return Long.reverseBytes(new DataInputStream(in).readLong());
  }

  private static void text(OutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    number(out, bytes.length);
    out.write(bytes);
    out.write(new byte[-bytes.length & 7]);
  }

  private static String text(InputStream in) throws IOException {
    long length = number(in);
    if (length < 0 || length > MAX_TEXT) {
      throw new MalformedException("the export has a text that is too long");
    }
    byte[] bytes = in.readNBytes((int) length);
    byte[] padding = in.readNBytes((int) (-length & 7));
    if (bytes.length < length || padding.length < (-length & 7)) {
      throw new EOFException();
    }
    for (byte b : padding) {
      if (b != 0) {
        throw new MalformedException("the export has padding that is not zero");
      }
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
