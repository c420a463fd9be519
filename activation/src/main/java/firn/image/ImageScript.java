package firn.image;

import firn.store.build.BuildException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A shell script that streams an image, and its own description after the commands: one file that
 * can be run, loaded and pushed.
 */
public final class ImageScript {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String START =
      "#!/bin/sh\nexec \"${FIRN:-firn}\" image stream \"$0\" \"$@\"\n# image description:\n";

  private ImageScript() {}

  static void write(Path file, ImageDescription description) throws IOException {
    Files.writeString(file, START + JSON.writeValueAsString(description.json()) + "\n");
  }

  /** Whether a file is such a script. */
  public static boolean is(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (var in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(START.length());
      return new String(head, StandardCharsets.ISO_8859_1).equals(START);
    }
  }

  /** The description in a script. */
  public static ImageDescription read(Path file) throws IOException, BuildException {
    try {
      JsonNode node = JSON.readTree(Files.readString(file).substring(START.length()));
      return ImageDescription.of(node);
    } catch (JacksonException malformed) {
      throw new BuildException("'" + file + "' is no image script of Firn", malformed);
    }
  }
}
