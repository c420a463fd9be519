package firn.store.build;

import firn.store.StorePath;
import firn.store.local.StoreLayout;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/**
 * The log of one build, kept where Nix keeps it: {@code nix/var/log/nix/drvs/XX/REST.bz2}. It takes
 * its name when the build is over.
 */
final class BuildLog implements AutoCloseable {
  private static final int LAST_LINES = 25;
  private static final int MAX_LINE = 1 << 16;

  private final Path file;
  private final Path unfinished;
  private final OutputStream out;
  private final Consumer<String> listener;
  private final Deque<String> last = new ArrayDeque<>();
  private final StringBuilder line = new StringBuilder();

  BuildLog(StoreLayout layout, StorePath derivation, Consumer<String> listener) throws IOException {
    this.listener = listener;
    file = path(layout, derivation);
    Files.createDirectories(file.getParent());
    unfinished = Files.createTempFile(file.getParent(), "unfinished", ".bz2");
    out =
        new BufferedOutputStream(
            new BZip2CompressorOutputStream(Files.newOutputStream(unfinished), 1));
  }

  static Path path(StoreLayout layout, StorePath derivation) {
    String name = derivation.baseName();
    return layout
        .logDir()
        .resolve("drvs")
        .resolve(name.substring(0, 2))
        .resolve(name.substring(2) + ".bz2");
  }

  /** Takes what a builder printed. */
  synchronized void write(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
    for (int i = 0; i < length; i++) {
      char c = (char) (bytes[i] & 0xff);
      if (c == '\n' || line.length() == MAX_LINE) {
        endLine();
      }
      if (c != '\n') {
        line.append(c);
      }
    }
  }

  /** Takes a line of UTF-16 text. */
  void line(String text) throws IOException {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    write(bytes, bytes.length);
  }

  private void endLine() {
    byte[] bytes = line.toString().getBytes(StandardCharsets.ISO_8859_1);
    line.setLength(0);
    String text = new String(bytes, StandardCharsets.UTF_8);
    int carriageReturn = text.lastIndexOf('\r', text.length() - 2);
    String shown = text.substring(carriageReturn + 1).stripTrailing();
    last.addLast(shown);
    if (last.size() > LAST_LINES) {
      last.removeFirst();
    }
    listener.accept(shown);
  }

  synchronized List<String> lastLines() {
    return List.copyOf(last);
  }

  @Override
  public synchronized void close() throws IOException {
    if (line.length() > 0) {
      endLine();
    }
    out.close();
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
