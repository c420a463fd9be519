package firn.store.cache;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import firn.store.MalformedException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZInputStream;
import org.tukaani.xz.XZOutputStream;

/** How archives in a cache are compressed. */
public enum Compression {
  NONE("none", ""),
  XZ("xz", ".xz"),
  ZSTD("zstd", ".zst"),
  BZIP2("bzip2", ".bz2");

  /** What decompressing xz may take; its largest preset needs 65 MB. */
  private static final int XZ_MEMORY_KIB = 256 << 10;

  private final String id;
  private final String extension;

  Compression(String id, String extension) {
    this.id = id;
    this.extension = extension;
  }

  /** As in a narinfo. */
  public String id() {
    return id;
  }

  /** What the names of files end with. */
  public String extension() {
    return extension;
  }

  /**
   * The method of that name; a narinfo that names none means bzip2.
   *
   * @throws MalformedException if there is none
   */
  public static Compression byId(String id) {
    return switch (id) {
      case "none" -> NONE;
      case "xz" -> XZ;
      case "zstd" -> ZSTD;
      case "bzip2", "" -> BZIP2;
      default -> throw new MalformedException("unknown compression method '" + id + "'");
    };
  }

  InputStream decompress(InputStream in) throws IOException {
    return switch (this) {
      case NONE -> new FilterInputStream(in) {};
      case XZ -> new XZInputStream(in, XZ_MEMORY_KIB);
      case ZSTD -> new ZstdInputStream(in);
      case BZIP2 -> new BZip2CompressorInputStream(in, true);
    };
  }

  OutputStream compress(OutputStream out) throws IOException {
    return switch (this) {
      case NONE ->
          new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
              out.write(bytes, offset, length);
            }
          };
      case XZ -> new XZOutputStream(out, new LZMA2Options(LZMA2Options.PRESET_DEFAULT));
      case ZSTD -> new ZstdOutputStream(out);
      case BZIP2 -> new BZip2CompressorOutputStream(out);
    };
  }
}
