package firn.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who sends without end, or what unpacks to more than the disk holds, does not fill it. */
class SmallDiskTest {
  private TestStore fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new TestStore();
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  @Test
  void moreThanFitsIsRefusedAndNothingOfItStays() throws Exception {
    Oracle.require("unshare");
    Path disk = Files.createDirectory(fixture.folder().resolve("disk"));
    List<String> command = new ArrayList<>(List.of("unshare", Posix.isRoot() ? "-m" : "-Urm"));
    command.addAll(
        List.of(
            "/bin/sh",
            "-c",
            "mount -t tmpfs -o size=48m tmpfs '" + disk + "' && exec \"$@\"",
            "sh"));
    command.addAll(JavaProcess.command(SmallDiskChild.class, disk.resolve("root").toString()));
    JavaProcess.Result result = JavaProcess.run(command);
    assertThat(result.code()).isZero();
    String remedy = "Free some space on the disk that holds the store, then run the command again.";
    assertThat(result.out().lines())
        .containsExactly(
            "'/endless' is longer than the N bytes that the disk has room for",
            remedy,
            "'/endless' is longer than the N bytes that the disk has room for",
            remedy,
            "'/announced' is longer than the N bytes that the disk has room for",
            remedy,
            "'/bomb.xz' unpacks to more than the N bytes that the disk has room for",
            remedy,
            "nothing is left");
  }
}
