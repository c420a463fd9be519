package firn.image;

import static org.assertj.core.api.Assertions.assertThat;

import firn.store.build.BuildException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compressed layers are taken over from images made before, and never from damaged ones. */
final class CompressedLayersTest {
  @TempDir Path store;
  private final AtomicInteger readings = new AtomicInteger();

  @BeforeEach
  void scratch() throws IOException {
    Files.createDirectories(store.resolve("scratch"));
  }

  @Test
  void whatAnImageHoldsIsNotCompressedAgain() throws IOException, BuildException {
    for (Compression compression : List.of(Compression.GZIP, Compression.ZSTD)) {
      Image first = counted(ImageFixture.image("one", "two"));
      Path one = archive("0first" + compression, first, compression);
      readings.set(0);
      Path two = archive("0second" + compression, first, compression);
      assertThat(readings).hasValue(0);
      assertThat(two).hasSameBinaryContentAs(one);

      Image changed = counted(ImageFixture.image("one", "changed"));
      readings.set(0);
      Path three = archive("0third" + compression, changed, compression);
      assertThat(readings).hasValue(1);
      assertThat(digests(three)).isEqualTo(digestsOf(changed));

      // Without the memory the bytes are the same.
      Path folder = Files.createDirectory(store.resolve("elsewhere" + compression));
      Path anew = folder.resolve("image");
      write(anew, changed, new CompressedLayers(compression, memory(folder), folder, folder));
      assertThat(anew).hasSameBinaryContentAs(three);
    }
  }

  @Test
  void aLayerIsReadOnceForItsDigestAndItsCompressedForm() throws IOException {
    Image image = ImageFixture.image("one");
    CompressedLayers layers = layers(Compression.GZIP);
    Layer.Source source =
        out -> {
          readings.incrementAndGet();
          image.layers().getFirst().source().writeTo(out);
        };
    Layer read = layers.read(source);
    assertThat(read.digest()).isEqualTo(image.layers().getFirst().digest());
    assertThat(layers.of(read).isIntact()).isTrue();
    assertThat(readings).hasValue(1);
  }

  @Test
  void aDamagedOrVanishedImageIsNotReadFrom() throws IOException, BuildException {
    Image image = counted(ImageFixture.image("one"));
    Path first = archive("0first", image, Compression.GZIP);
    byte[] bytes = Files.readAllBytes(first);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= 1;
    }
    Files.write(first, bytes);
    readings.set(0);
    Path second = archive("0second", image, Compression.GZIP);
    assertThat(readings).hasValue(1);
    assertThat(digests(second)).isEqualTo(digestsOf(image));
    Files.delete(second);
    assertThat(digests(archive("0third", image, Compression.GZIP))).isEqualTo(digestsOf(image));
    assertThat(readings).hasValue(2);
  }

  @Test
  void aLayoutTakesOverBlobs() throws IOException, BuildException {
    Image image = counted(ImageFixture.image("one", "two"));
    OciLayout.write(store.resolve("0first-oci"), "0first-oci", image, layers(Compression.GZIP));
    readings.set(0);
    Path second = store.resolve("0second-oci");
    OciLayout.write(second, "0second-oci", image, layers(Compression.GZIP));
    assertThat(readings).hasValue(0);
    assertThat(digests(second)).isEqualTo(digestsOf(image));
  }

  private LayerMemory memory(Path folder) {
    return new LayerMemory(folder.resolve("memory"));
  }

  private CompressedLayers layers(Compression compression) {
    return new CompressedLayers(compression, memory(store), store, store.resolve("scratch"));
  }

  private Path archive(String name, Image image, Compression compression) throws IOException {
    return write(store.resolve(name), image, layers(compression));
  }

  private static Path write(Path file, Image image, CompressedLayers layers) throws IOException {
    Map<Layer, Long> places;
    try (CompressedArchive archive = new CompressedArchive(Files.newOutputStream(file), layers)) {
      DockerArchive.write(archive, List.of(image));
      places = archive.places();
    }
    for (Map.Entry<Layer, Long> place : places.entrySet()) {
      layers.remember(place.getKey(), file.getFileName().toString(), place.getValue());
    }
    return file;
  }

  /** The image, whose layers count how often they are read. */
  private Image counted(Image image) {
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : image.layers()) {
      layers.add(
          new Layer(
              layer.digest(),
              layer.size(),
              out -> {
                readings.incrementAndGet();
                layer.source().writeTo(out);
              }));
    }
    return new Image(image.name(), image.tag(), image.configuration(), layers);
  }

  private List<String> digests(Path form) throws IOException, BuildException {
    return digestsOf(
        BaseImage.read(form, null, Files.createTempDirectory(store.resolve("scratch"), "s"))
            .whole());
  }

  private static List<String> digestsOf(Image image) {
    return image.layers().stream().map(Layer::digest).toList();
  }
}
