package firn.image;

import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import firn.store.build.BuiltinBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
    CompressedLayers compressed = compressed(context);
    Image image =
        attributes
            .describe(base)
            .open(BuildFiles.of(context), BuildFiles.storeDir(context), base, compressed::read);
    context.log(
        image.layers().size()
            + " layers, "
            + image.layers().stream().mapToLong(Layer::size).sum()
            + " bytes");
    write(context, List.of(image), compressed);
  }

  /** The layers as the attribute {@code compressor} wants them. */
  static CompressedLayers compressed(BuildContext context) throws BuildException {
    Path storeDir = BuildFiles.storeDir(context);
    return new CompressedLayers(
        Compression.named(context.attributes().path("compressor").asString("gz")),
        LayerMemory.beside(storeDir),
        storeDir,
        context.temporary());
  }

  /** Writes images in the wanted format. */
  static void write(BuildContext context, List<Image> images, CompressedLayers layers)
      throws IOException, BuildException {
    Path file = context.output("out");
    String name = context.outputPath("out").replaceFirst(".*/", "");
    String format = context.attributes().path("format").asString("docker-archive");
    if (layers.compression() != Compression.NONE) {
      layers.prepare(images.stream().flatMap(image -> image.layers().stream()).toList());
    }
    switch (format) {
      case "docker-archive" -> archive(file, name, images, layers);
      case "oci" -> OciLayout.write(file, name, images.getFirst(), layers);
      default ->
          throw new BuildException("unknown format '" + format + "'; use docker-archive or oci");
    }
  }

  private static void archive(Path file, String name, List<Image> images, CompressedLayers layers)
      throws IOException {
    if (layers.compression() == Compression.NONE) {
      try (OutputStream out = Compression.NONE.compress(Files.newOutputStream(file))) {
        DockerArchive.write(out, images);
      }
      return;
    }
    Map<Layer, Long> places;
    try (CompressedArchive archive = new CompressedArchive(Files.newOutputStream(file), layers)) {
      DockerArchive.write(archive, images);
      places = archive.places();
    }
    for (Map.Entry<Layer, Long> place : places.entrySet()) {
      layers.remember(place.getKey(), name, place.getValue());
    }
  }
}
