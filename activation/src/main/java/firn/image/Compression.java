package firn.image;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import firn.store.build.BuildException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** How archives and layers are compressed. */
public enum Compression {
  NONE("none", ""),
  GZIP("gz", "+gzip"),
  ZSTD("zstd", "+zstd");

  private static final int BUFFER = 1 << 16;

  private final String word;
  private final String mediaTypeSuffix;

  Compression(String word, String mediaTypeSuffix) {
    this.word = word;
    this.mediaTypeSuffix = mediaTypeSuffix;
  }

  /** What a layer's media type ends in. */
  public String mediaTypeSuffix() {
    return mediaTypeSuffix;
  }

  /**
   * By the name {@code compressor} has for it.
   *
   * @throws BuildException if there is none
   */
  public static Compression named(String word) throws BuildException {
    for (Compression compression : values()) {
      if (compression.word.equals(word)) {
        return compression;
      }
    }
    throw new BuildException("unknown compressor '" + word + "'; use gz, zstd or none");
  }

  /** Compresses what is written, the same bytes at every run. */
  public OutputStream compress(OutputStream out) throws IOException {
    return switch (this) {
      case NONE -> new BufferedOutputStream(out, BUFFER);
      case GZIP -> new GzipArchive(new BufferedOutputStream(out, BUFFER));
      case ZSTD -> new ZstdOutputStream(out, 3);
    };
  }

  /** Reads a file in whatever way it is compressed. */
  static InputStream reader(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    return switch (of(in)) {
      case NONE -> in;
      case GZIP -> new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER);
      case ZSTD -> new BufferedInputStream(new ZstdInputStream(in), BUFFER);
    };
  }

  /** The file itself where it is not compressed, else an unpacked copy below {@code scratch}. */
  static Path uncompressed(Path file, Path scratch) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      if (of(in) == NONE) {
        return file;
      }
    }
    Path copy = Files.createTempFile(scratch, "layer-", ".tar");
    try (InputStream in = reader(file);
        OutputStream out = Files.newOutputStream(copy)) {
      in.transferTo(out);
    }
    return copy;
  }

  private static Compression of(InputStream in) throws IOException {
    in.mark(4);
    byte[] magic = in.readNBytes(4);
    in.reset();
    if (magic.length >= 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b) {
      return GZIP;
    }
    boolean zstd =
        magic.length == 4
            && (magic[0] & 0xff) == 0x28
            && (magic[1] & 0xff) == 0xb5
            && (magic[2] & 0xff) == 0x2f
            && (magic[3] & 0xff) == 0xfd;
    return zstd ? ZSTD : NONE;
  }
}
