package firn.image;

import firn.image.tar.TarEntry;
import firn.image.tar.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Reads the entries of a layer as it is written, without a copy of it. */
final class LayerEntries {
  private LayerEntries() {}

  /** What is done with each entry. */
  @FunctionalInterface
  interface Visitor {
    /** Sees an entry; {@code contents} are there to be read until it returns. */
    void see(TarEntry entry, InputStream contents) throws IOException;
  }

  static void read(Layer layer, Consumer<TarEntry> visitor) throws IOException {
    visit(layer, (entry, contents) -> visitor.accept(entry));
  }

  static void visit(Layer layer, Visitor visitor) throws IOException {
    AtomicReference<IOException> failure = new AtomicReference<>();
    try (PipedInputStream in = new PipedInputStream(1 << 18)) {
      PipedOutputStream out = new PipedOutputStream(in);
      Thread writer =
          Thread.ofPlatform()
              .daemon()
              .name("layer")
              .start(() -> {
                try (out) {
                  layer.writeTo(out);
                } catch (IOException e) {
                  failure.set(e);
                }
              });
      TarReader tar = new TarReader(in);
      for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
        visitor.see(entry, tar.contents());
      }
      in.transferTo(java.io.OutputStream.nullOutputStream());
      writer.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted");
    }
    IOException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }
}
