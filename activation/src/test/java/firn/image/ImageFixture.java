package firn.image;

import firn.image.registry.Pull;
import firn.image.tar.TarEntry;
import firn.image.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Images for tests, each layer with one file. */
public final class ImageFixture {
  private ImageFixture() {}

  /** An image with one layer for each text. */
  public static Image image(String... texts) throws IOException {
    List<Layer> layers = new ArrayList<>();
    for (String text : texts) {
      layers.add(layer(text, text.getBytes(StandardCharsets.UTF_8)));
    }
    return new Image("app", "1", configuration("amd64"), layers);
  }

  /** An image of one layer of about {@code size} bytes that do not compress. */
  public static Image large(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    return new Image("app", "1", configuration("amd64"), List.of(layer("large", bytes)));
  }

  static ObjectNode configuration(String architecture) {
    ObjectNode node = new JsonMapper().createObjectNode();
    node.put("created", "1970-01-01T00:00:01Z");
    node.put("architecture", architecture);
    node.put("os", "linux");
    node.putObject("config").putArray("Cmd").add("/bin/<a&b>");
    return node;
  }

  static Layer layer(String name, byte[] contents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TarWriter tar = new TarWriter(bytes);
    tar.write(
        new TarEntry(
            name,
            TarEntry.Kind.FILE,
            0644,
            0,
            0,
            "root",
            "root",
            contents.length,
            1,
            "",
            0,
            0,
            new TreeMap<>()),
        new ByteArrayInputStream(contents));
    tar.finish();
    byte[] whole = bytes.toByteArray();
    return Layer.of(out -> out.write(whole));
  }

  /** Writes a pulled image as {@code pullImage} does. */
  public static void pulledArchive(Pull.Fetched fetched, Path file, String name, String tag)
      throws IOException {
    Path scratch = Files.createTempDirectory(file.getParent(), "plain-");
    try (OutputStream out = Files.newOutputStream(file)) {
      PulledArchive.write(
          out,
          name,
          tag,
          Files.readAllBytes(fetched.configuration()),
          PulledArchive.uncompressed(fetched.layers(), scratch));
    }
  }
}
