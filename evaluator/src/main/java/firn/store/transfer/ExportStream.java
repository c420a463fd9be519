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
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
  private static final Wire WIRE = new Wire("the export");

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
      Wire.number(out, 1);
      HashSink hash = new HashSink(HashAlgorithm.SHA256);
      store.writeNar(path, new TeeStream(hash, out));
      if (!hash.hash().equals(info.narHash())) {
        throw new StoreException(
            "path '" + path + "' was modified, so it is not exported",
            "Run firn store verify --check-contents --repair.",
            null);
      }
      Wire.number(out, MARK);
      Wire.text(out, path.toString());
      Wire.texts(out, info.references());
      Wire.text(out, info.deriver() == null ? "" : info.deriver().toString());
      Wire.number(out, 0);
    }
    Wire.number(out, 0);
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
        long more = Wire.number(in);
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
      if (Wire.number(in) != MARK) {
        throw new MalformedException("the export lacks its mark after an archive");
      }
      StorePath path = StorePath.parse(WIRE.text(in));
      SortedSet<StorePath> references = WIRE.paths(in);
      String deriver = WIRE.text(in);
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
    if (Wire.number(in) == 1) {
      WIRE.text(in);
    }
  }
}
