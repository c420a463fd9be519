package firn.image;

import com.google.common.io.CountingOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The layers of images in compressed form. A layer is compressed at most once: while it is read to
 * learn its digest, and not at all where an image of the same store holds it already. What is taken
 * from there is checked against the digest it had when it was compressed.
 */
final class CompressedLayers {
  /** Digest, size, offset, and the file below the store's directory. */
  private static final Pattern PLACE =
      Pattern.compile(
          "([0-9a-f]{64}) (\\d{1,18}) (\\d{1,18}) ([0-9a-z][\\w+.?=-]*(?:/blobs/sha256/[0-9a-f]{64})?)");

  private final Compression compression;
  private final LayerMemory memory;
  private final Path storeDir;
  private final Path scratch;
  private final Map<String, CompressedLayer> known = new ConcurrentHashMap<>();

  /**
   * @param memory where it is remembered which images hold which layers
   * @param storeDir the directory those images lie in
   * @param scratch a folder for layers on their way
   */
  CompressedLayers(Compression compression, LayerMemory memory, Path storeDir, Path scratch) {
    this.compression = compression;
    this.memory = memory;
    this.storeDir = storeDir;
    this.scratch = scratch;
  }

  Compression compression() {
    return compression;
  }

  /** Finds out a layer's digest and size, and compresses it on the way. */
  Layer read(Layer.Source source) throws IOException {
    return compression == Compression.NONE ? Layer.of(source) : compress(source);
  }

  /** The layer in compressed form. */
  CompressedLayer of(Layer layer) throws IOException {
    CompressedLayer before = known.get(layer.digest());
    if (before != null) {
      return before;
    }
    Optional<CompressedLayer> found = find(layer);
    if (found.isPresent()) {
      known.put(layer.digest(), found.get());
      return found.get();
    }
    compress(layer::writeTo);
    return Objects.requireNonNull(known.get(layer.digest()), "it was compressed just now");
  }

  /** Sees to it that all are there, several at a time. */
  void prepare(List<Layer> layers) throws IOException {
    try {
      layers.parallelStream()
          .forEach(layer -> {
            try {
              of(layer);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause() == null ? new IOException(e) : e.getCause();
    }
  }

  /**
   * Remembers that a file of the store will hold the compressed layer.
   *
   * @param file its name below the store's directory
   */
  void remember(Layer layer, String file, long offset) throws IOException {
    CompressedLayer compressed = of(layer);
    memory.remember(
        key(layer), compressed.digest() + " " + compressed.size() + " " + offset + " " + file);
  }

  private Layer compress(Layer.Source source) throws IOException {
    Path file = Files.createTempFile(scratch, "layer-", null);
    DigestOutputStream hashing = Sha256.of(Files.newOutputStream(file));
    CountingOutputStream counting = new CountingOutputStream(hashing);
    Layer layer;
    try (OutputStream out = compression.compress(counting)) {
      layer = Layer.of(source, out);
    }
    known.putIfAbsent(
        layer.digest(), new CompressedLayer(Sha256.end(hashing), counting.getCount(), file, 0));
    return layer;
  }

  private Optional<CompressedLayer> find(Layer layer) {
    return memory
        .recall(key(layer))
        .map(PLACE::matcher)
        .filter(Matcher::matches)
        .map(place ->
            new CompressedLayer(
                place.group(1),
                Long.parseLong(place.group(2)),
                storeDir.resolve(place.group(4)),
                Long.parseLong(place.group(3))))
        .filter(CompressedLayer::isIntact);
  }

  /** Another version of Java may compress the same bytes to others. */
  private String key(Layer layer) {
    return compression + " by " + Runtime.version() + " holds " + layer.digest();
  }
}
