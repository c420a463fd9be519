package firn.store.fetch;

import firn.store.posix.Changes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where a download goes, which holds what came of it before. */
interface Destination {
  /** How many bytes it holds. */
  long size() throws IOException;

  /** Drops what it holds. */
  void empty() throws IOException;

  /** To write after what it holds. */
  OutputStream open() throws IOException;

  /** The file stays the same one throughout, for somebody may hold a lock on it. */
  static Destination file(Path file) {
    return new Destination() {
      @Override
      public long size() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
      }

      @Override
      public void empty() throws IOException {
        if (Files.exists(file)) {
          Changes.before();
          Files.newOutputStream(
                  file, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)
              .close();
        }
      }

      @Override
      public OutputStream open() throws IOException {
        Changes.before();
        return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    };
  }

  static Destination memory(ByteArrayOutputStream bytes) {
    return new Destination() {
      @Override
      public long size() {
        return bytes.size();
      }

      @Override
      public void empty() {
        bytes.reset();
      }

      @Override
      public OutputStream open() {
        return bytes;
      }
    };
  }
}
