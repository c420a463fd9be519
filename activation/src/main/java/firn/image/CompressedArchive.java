package firn.image;

import com.google.common.io.CountingOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A compressed archive in which every layer is compressed by itself, so that the next image takes
 * it over as it is. Members of gzip (RFC 1952, section 2.2) and frames of Zstandard (RFC 8878,
 * section 3) may follow each other; readers see one stream.
 */
final class CompressedArchive implements ArchiveOutput, AutoCloseable {
  private final CountingOutputStream file;
  private final CompressedLayers layers;
  private final Map<Layer, Long> places = new LinkedHashMap<>();
  private @Nullable OutputStream part;

  CompressedArchive(OutputStream file, CompressedLayers layers) {
    this.file = new CountingOutputStream(file);
    this.layers = layers;
  }

  @Override
  public OutputStream entries() throws IOException {
    OutputStream open = part;
    if (open == null) {
      open = layers.compression().compress(new Part(file));
      part = open;
    }
    return open;
  }

  @Override
  public void layer(Layer layer) throws IOException {
    endPart();
    places.put(layer, file.getCount());
    layers.of(layer).writeTo(file);
  }

  /** Where in the file each layer begins. */
  Map<Layer, Long> places() {
    return places;
  }

  private void endPart() throws IOException {
    OutputStream open = part;
    if (open != null) {
      open.close();
      part = null;
    }
  }

  @Override
  public void close() throws IOException {
    endPart();
    file.close();
  }

  /** Ends with what is compressed, and the file goes on. */
  private static final class Part extends FilterOutputStream {
    Part(OutputStream file) {
      super(file);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
