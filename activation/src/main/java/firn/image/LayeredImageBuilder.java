package firn.image;

import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import firn.store.build.BuiltinBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * {@code builtin:image-layered}: an image from store paths, without tar, Docker or a virtual
 * machine. Structured attributes as {@link ImageAttributes} has them, and {@code compressor}
 * ({@code gz}, {@code zstd}, {@code none}) and {@code format} ({@code docker-archive}, {@code
 * oci}).
 */
public final class LayeredImageBuilder implements BuiltinBuilder {
  @Override
  public String name() {
    return "image-layered";
  }

  @Override
  public void build(BuildContext context) throws BuildException, IOException {
    ImageAttributes attributes = ImageAttributes.of(context);
    BaseImage base = attributes.base(context.temporary());
    Image image =
        attributes.describe(base).open(BuildFiles.of(context), BuildFiles.storeDir(context), base);
    context.log(
        image.layers().size()
            + " layers, "
            + image.layers().stream().mapToLong(Layer::size).sum()
            + " bytes");
    write(context.attributes(), context.output("out"), List.of(image));
  }

  /** Writes images in the wanted format. */
  static void write(JsonNode attributes, Path file, List<Image> images)
      throws IOException, BuildException {
    Compression compression = Compression.named(attributes.path("compressor").asString("gz"));
    String format = attributes.path("format").asString("docker-archive");
    switch (format) {
      case "docker-archive" -> {
        try (OutputStream out = compression.compress(Files.newOutputStream(file))) {
          DockerArchive.write(out, images);
        }
      }
      case "oci" -> OciLayout.write(file, images.getFirst(), compression);
      default ->
          throw new BuildException("unknown format '" + format + "'; use docker-archive or oci");
    }
  }
}
