package firn.image;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Remembers beside the store what layers of store paths come to, so that an image of which one path
 * changed is described without reading the others. What is remembered is only ever a shortcut:
 * every layer is checked against its digest as it is written.
 *
 * @param folder where it is kept; it may be missing, and need not be writable
 */
public record LayerMemory(Path folder) {
  /** Raised when the same files come to other bytes. */
  private static final String REVISION = "3";

  /** The memory of the store whose directory is {@code storeDir}. */
  public static LayerMemory beside(Path storeDir) {
    return new LayerMemory(storeDir.resolveSibling("var").resolve("firn/image-layers"));
  }

  /**
   * A layer as {@code source} writes it, known by {@code key}.
   *
   * @param reader reads it if it is not remembered
   */
  Layer layer(String key, Layer.Source source, Layer.Reader reader) throws IOException {
    Optional<String> known = recall(key);
    if (known.isPresent()) {
      String[] words = known.get().split(" ", -1);
      if (words.length == 2 && words[0].matches("[0-9a-f]{64}") && words[1].matches("\\d{1,18}")) {
        return new Layer(words[0], Long.parseLong(words[1]), source);
      }
    }
    Layer layer = reader.read(source);
    remember(key, layer.digest() + " " + layer.size());
    return layer;
  }

  /** What was remembered under {@code key}. */
  public Optional<String> recall(String key) {
    try {
      return Optional.of(Files.readString(file(key)));
    } catch (IOException nothing) {
      return Optional.empty();
    }
  }

  public void remember(String key, String value) {
    try {
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, "new-", null);
      Files.writeString(fresh, value);
      Files.move(fresh, file(key), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unwritable) {
      // Whoever may not write here finds the layer out anew the next time.
      return;
    }
  }

  private Path file(String key) {
    return folder.resolve(
        Hashing.sha256().hashString(REVISION + " " + key, StandardCharsets.UTF_8).toString());
  }
}
