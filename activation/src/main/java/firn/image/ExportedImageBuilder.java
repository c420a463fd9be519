package firn.image;

import firn.image.tar.TarEntry;
import firn.image.tar.TarWriter;
import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import firn.store.build.BuiltinBuilder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import tools.jackson.databind.JsonNode;

/**
 * {@code builtin:image-export}: the file system of an image as one uncompressed tar, without what
 * the image says of itself. Structured attributes: {@code fromImage}, {@code fromImageReference}.
 */
public final class ExportedImageBuilder implements BuiltinBuilder {
  @Override
  public String name() {
    return "image-export";
  }

  @Override
  public void build(BuildContext context) throws BuildException, IOException {
    JsonNode attributes = context.attributes();
    BaseImage image =
        BaseImage.read(
            context.physical(attributes.path("fromImage").asString()),
            attributes.path("fromImageReference").asString(null),
            context.temporary());
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(context.output("out")), 1 << 16)) {
      TarWriter tar = new TarWriter(out);
      MergedTree.visit(
          image.layers(),
          (entry, contents) -> {
            if (entry.kind() == TarEntry.Kind.FILE) {
              tar.write(entry, contents);
            } else {
              tar.write(entry);
            }
          });
      tar.finish();
    }
  }
}
