package firn.image;

import com.google.common.io.CountingOutputStream;
import firn.image.tar.TarEntry;
import firn.image.tar.TarWriter;
import java.io.IOException;
import java.io.OutputStream;

/** Where an archive is written that has layers for members. */
interface ArchiveOutput {
  int BLOCK = 512;

  /** Takes all of the archive but layers; to be asked for anew after each layer. */
  OutputStream entries() throws IOException;

  /** Writes a layer's tar. */
  void layer(Layer layer) throws IOException;

  /** Writes a layer as a member, as it is made, without a copy. */
  default void member(TarEntry entry, Layer layer) throws IOException {
    new TarWriter(entries()).open(entry);
    layer(layer);
    int over = (int) (layer.size() % BLOCK);
    if (over > 0) {
      entries().write(new byte[BLOCK - over]);
    }
  }

  /** An archive that is not compressed. */
  static ArchiveOutput plain(OutputStream out) {
    return new ArchiveOutput() {
      @Override
      public OutputStream entries() {
        return out;
      }

      @Override
      public void layer(Layer layer) throws IOException {
        CountingOutputStream counting = new CountingOutputStream(out);
        layer.writeTo(counting);
        if (counting.getCount() != layer.size()) {
          throw new IOException("the files of layer " + layer.digest() + " changed their size");
        }
      }
    };
  }
}
