package firn.store.nar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.store.HashAlgorithm;
import firn.store.StoreException;
import firn.store.posix.OpenFile;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hash that is made in one go is that of the archive. */
class TreeHasherTest {
  private static final Random RANDOM = new Random(7);

  private final TreeHasher hasher = new TreeHasher();

  @TempDir Path folder;

  private void sameAsArchive(Path tree) throws IOException {
    String root = PathBytes.of(tree);
    HashSink sink = new HashSink(HashAlgorithm.SHA256);
    TreeReader.read(root, new NarEncoder(sink));
    TreeHasher.Measure measure = hasher.measure(root);
    assertThat(measure.hash()).as(root).isEqualTo(sink.hash());
    assertThat(measure.size()).as(root).isEqualTo(sink.size());
  }

  private static Path file(Path path, int size) throws IOException {
    byte[] bytes = new byte[size];
    RANDOM.nextBytes(bytes);
    return Files.write(path, bytes);
  }

  @Test
  void filesOfAllSizes() throws IOException {
    for (int size : new int[] {0, 1, 7, 8, 9, 4096, 65535, 65536, 65537, 131072, 1_000_003}) {
      sameAsArchive(file(folder.resolve("file" + size), size));
    }
    sameAsArchive(folder);
  }

  @Test
  void linksAndProgramsAndOddNames() throws IOException {
    Files.setPosixFilePermissions(
        file(folder.resolve("program"), 100), PosixFilePermissions.fromString("r-xr-xr-x"));
    Files.createSymbolicLink(folder.resolve("dangling"), Path.of("no/where"));
    Files.createSymbolicLink(folder.resolve("long"), Path.of("x".repeat(4000)));
    Files.createDirectory(folder.resolve("empty"));
    String bytes = PathBytes.of(folder) + "/";
    for (String name :
        new String[] {"\u00ff\u0080", "new\nline", "n".repeat(255), ".hidden", "~"}) {
      OpenFile.create(bytes + name, 0644).close();
    }
    sameAsArchive(folder);
    sameAsArchive(folder.resolve("dangling"));
  }

  /** More than there may be open, and more than one listing of a folder holds. */
  @Test
  void deepAndWideFolders() throws IOException {
    Path at = folder;
    for (int i = 0; i < 300; i++) {
      at = Files.createDirectory(at.resolve("d" + i));
      file(at.resolve("a"), 10);
      file(at.resolve("z"), 20);
    }
    for (int i = 0; i < 3000; i++) {
      file(folder.resolve("file-with-a-name-of-some-length-" + i), i % 50);
    }
    sameAsArchive(folder);
  }

  @Test
  void whatIsNoTreeIsRefusedByName() throws Exception {
    Path sub = Files.createDirectory(folder.resolve("sub"));
    Path pipe = sub.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    String root = PathBytes.of(folder);
    assertThatThrownBy(() -> hasher.measure(root))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(pipe.toString())
        .hasMessageContaining("neither");
    assertThatThrownBy(() -> hasher.measure(root + "/none"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(root + "/none");
    Posix.unlink(PathBytes.of(pipe));
    sameAsArchive(folder);
  }
}
