package firn.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.ByteStreams;
import com.google.common.io.CountingOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image is streamed in a heap far smaller than the image or any of its files. */
final class StreamMemoryTest {
  private static final int MEGABYTE = 1 << 20;
  private static final long FILE = 200L * MEGABYTE;
  private static final String HEAP = "-Xmx24m";

  @TempDir Path folder;

  @Test
  void theHeapDoesNotGrowWithTheImage() throws Exception {
    Path store = Files.createDirectories(folder.resolve("nix/store"));
    List<LayerSpec> layers = List.of(layer(store, "a"), layer(store, "b"), layer(store, "c"));
    ImageDescription description =
        new ImageDescription("large", "1", ImageFixture.configuration("amd64"), null, null, layers);
    Image image = description.open(StoreFiles.in(store), store, folder);
    Path script = store.resolve("0".repeat(32) + "-stream-large");
    ImageScript.write(script, description.read(image));
    // What a layer comes to is told by the script, wherever it is copied to.
    assertThat(folder.resolve("nix/var/firn/image-layers")).isNotEmptyDirectory();
    firn.store.local.FileTrees.delete(firn.store.posix.PathBytes.of(folder.resolve("nix/var")));

    Process stream =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dfirn.home=" + System.getProperty("firn.home"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "firn.cli.Main",
                "image",
                "stream",
                script.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    CountingOutputStream streamed = new CountingOutputStream(OutputStream.nullOutputStream());
    try (InputStream out = stream.getInputStream()) {
      ByteStreams.copy(out, streamed);
    }
    assertThat(stream.waitFor()).isZero();
    CountingOutputStream here = new CountingOutputStream(OutputStream.nullOutputStream());
    DockerArchive.write(here, List.of(image));
    assertThat(streamed.getCount()).isEqualTo(here.getCount()).isGreaterThan(3 * FILE);
  }

  /** A store path that is one file without blocks on disk. */
  private static LayerSpec layer(Path store, String letter) throws IOException {
    String name = letter.repeat(32) + "-large";
    try (RandomAccessFile file = new RandomAccessFile(store.resolve(name).toFile(), "rw")) {
      file.setLength(FILE);
    }
    return new LayerSpec(List.of("/nix/store/" + name), null, Ownership.root(1), null);
  }
}
