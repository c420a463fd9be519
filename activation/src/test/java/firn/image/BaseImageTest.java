package firn.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.store.build.BuildException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images come back from every form they are written in, and damage is told. */
final class BaseImageTest {
  @TempDir Path folder;

  @Test
  void everyFormComesBack() throws IOException, BuildException {
    Image image = ImageFixture.image("one", "two");
    for (Compression compression : Compression.values()) {
      Path archive = folder.resolve(compression + ".tar");
      write(archive, compression, image);
      Path layout = folder.resolve(compression + "-layout");
      OciLayout.write(layout, "layout", image, layers(compression));
      for (Path form : List.of(archive, layout)) {
        BaseImage read = BaseImage.read(form, null, Files.createTempDirectory(folder, "s"));
        assertThat(read.layers())
            .extracting(Layer::digest)
            .isEqualTo(image.layers().stream().map(Layer::digest).toList());
        assertThat(read.whole().configurationBytes()).isEqualTo(image.configurationBytes());
      }
    }
  }

  @Test
  void theSameImageIsTheSameBytes() throws IOException {
    for (Compression compression : Compression.values()) {
      Path one = folder.resolve("one");
      Path two = folder.resolve("two");
      write(one, compression, ImageFixture.large(3 << 20));
      write(two, compression, ImageFixture.large(3 << 20));
      assertThat(one).hasSameBinaryContentAs(two);
    }
  }

  @Test
  void oneOfSeveralImagesIsChosenByName() throws IOException, BuildException {
    Path archive = folder.resolve("several.tar");
    try (OutputStream out = Files.newOutputStream(archive)) {
      DockerArchive.write(
          out,
          List.of(ImageFixture.image("one"), ImageFixture.image("one", "two").named("other", "2")));
    }
    assertThat(BaseImage.read(archive, "other:2", folder).layers()).hasSize(2);
    assertThatThrownBy(() -> BaseImage.read(archive, "third:1", folder))
        .isInstanceOf(BuildException.class)
        .hasMessage("the base image's archive holds no 'third:1', but app:1, other:2");
  }

  @Test
  void aTamperedLayerIsNoticed() throws IOException {
    Path layout = folder.resolve("layout");
    OciLayout.write(layout, "layout", ImageFixture.image("one", "two"), layers(Compression.NONE));
    Path largest;
    try (Stream<Path> blobs = Files.list(layout.resolve("blobs/sha256"))) {
      largest = blobs.max(java.util.Comparator.comparing(f -> f.toFile().length())).orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(largest);
    bytes[600] ^= 1;
    Files.write(largest, bytes);
    assertThatThrownBy(() -> BaseImage.read(layout, null, folder))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("damaged or was tampered with");

    Path archive = folder.resolve("archive.tar");
    write(archive, Compression.NONE, ImageFixture.image("one"));
    byte[] tar = Files.readAllBytes(archive);
    // The contents of the layer's file: two headers, the archive's and the layer's, come first.
    tar[1024] ^= 1;
    Files.write(archive, tar);
    assertThatThrownBy(() -> BaseImage.read(archive, null, folder))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("layer 1 has the digest");
  }

  @Test
  void whatIsNoImageIsCalledSo() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "x".repeat(2000));
    assertThatThrownBy(() -> BaseImage.read(text, null, folder))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("is no image");
  }

  private CompressedLayers layers(Compression compression) {
    return new CompressedLayers(
        compression, new LayerMemory(folder.resolve("memory")), folder, folder);
  }

  private static void write(Path file, Compression compression, Image image) throws IOException {
    try (OutputStream out = compression.compress(Files.newOutputStream(file))) {
      DockerArchive.write(out, List.of(image));
    }
  }
}
