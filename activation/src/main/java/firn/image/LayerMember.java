package firn.image;

import com.google.common.io.CountingOutputStream;
import firn.image.tar.TarEntry;
import firn.image.tar.TarWriter;
import java.io.IOException;
import java.io.OutputStream;

/** A layer as a member of an archive, written as it is made, without a copy. */
final class LayerMember {
  private static final int BLOCK = 512;

  private LayerMember() {}

  static void write(OutputStream out, TarEntry entry, Layer layer) throws IOException {
    new TarWriter(out).open(entry);
    CountingOutputStream counting = new CountingOutputStream(out);
    layer.writeTo(counting);
    if (counting.getCount() != layer.size()) {
      throw new IOException("the files of layer " + layer.digest() + " changed their size");
    }
    int over = (int) (layer.size() % BLOCK);
    if (over > 0) {
      out.write(new byte[BLOCK - over]);
    }
  }
}
