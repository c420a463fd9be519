package firn.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Processes that are killed, meet, or run out of disk: the store stays clean. */
class FaultTest {
  private TestStore fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new TestStore();
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  private static List<String> java(String... args) {
    return JavaProcess.command(FaultChild.class, args);
  }

  private static BufferedReader lines(Process process) {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  /** One for each millisecond in which a process may be killed; see {@link #delay}. */
  private static final int ALL = 331;

  private static int points() {
    return FaultSample.count(System.getProperty("firn.fault.points"), ALL, 12);
  }

  /** In milliseconds; the first points already are spread over the work, and all are different. */
  private static long delay(int point) {
    return point * 37L % ALL;
  }

  @Test
  void allPointsAreDifferentMoments() {
    assertThat(FaultSample.count("all", ALL, 12)).isEqualTo(ALL);
    assertThat(FaultSample.count("20", ALL, 12)).isEqualTo(20);
    assertThat(FaultSample.count(null, ALL, 12)).isEqualTo(12);
    assertThat(IntStream.range(0, ALL).mapToLong(FaultTest::delay).distinct()).hasSize(ALL);
  }

  /** Kills at points spread over the work, each with the leftovers of those before. */
  @Test
  void killedAtAnyMoment() throws Exception {
    for (int point = 0; point < points(); point++) {
      String own = fixture.folder().resolve("work" + point).toString();
      Process process =
          JavaProcess.start(java("work", fixture.root().toString(), own, "p" + point));
      assertThat(lines(process).readLine()).isEqualTo("ready");
      Thread.sleep(delay(point));
      process.destroyForcibly().waitFor();
      fixture.reopen();
      assertThat(new Verifier(fixture.store()).verify(true)).as("point " + point).isEmpty();
    }
    long valid = fixture.store().validPaths().size();
    assertThat(valid).isPositive();
    assertThat(new GarbageCollector(fixture.store()).collect().paths()).hasSize((int) valid);
    String storeDir = PathBytes.of(fixture.store().layout().storeDir());
    assertThat(Posix.list(storeDir)).isEmpty();
    assertThat(Posix.list(PathBytes.of(fixture.store().layout().stateDir()) + "/temproots"))
        .as("those of dead processes are gone")
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void twoProcessesRealiseTheSame() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (String name : List.of("one", "two", "three")) {
      String own = fixture.folder().resolve(name).toString();
      processes.add(JavaProcess.start(java("same", fixture.root().toString(), own)));
    }
    for (Process process : processes) {
      assertThat(lines(process).readLine()).isEqualTo("done 25");
      assertThat(process.waitFor()).isZero();
    }
    assertThat(new Verifier(fixture.store()).verify(true)).isEmpty();
    assertThat(fixture.store().validPaths()).hasSize(25 * 4);
    assertThat(Posix.list(PathBytes.of(fixture.store().layout().storeDir())))
        .as("no lock or temporary is left")
        .hasSize(25 * 4);
  }

  /** In a mount namespace, on a file system of 24 MB. */
  @Test
  void diskFull() throws Exception {
    Oracle.require("unshare");
    String disk = fixture.folder().resolve("disk").toString();
    java.nio.file.Files.createDirectory(Path.of(disk));
    List<String> command = new ArrayList<>(List.of("unshare"));
    command.addAll(Posix.isRoot() ? List.of("-m") : List.of("-Urm"));
    command.addAll(
        List.of(
            "/bin/sh",
            "-c",
            "mount -t tmpfs -o size=24m tmpfs '" + disk + "' && exec \"$@\"",
            "sh"));
    command.addAll(java("fill", disk + "/root", disk + "/own"));
    Process process = JavaProcess.start(command);
    List<String> said = lines(process).lines().toList();
    assertThat(process.waitFor()).isZero();
    assertThat(said).hasSize(4);
    assertThat(said.get(0)).isEqualTo("problems 0");
    assertThat(said.get(1)).startsWith("collected ").isNotEqualTo("collected 0");
    assertThat(said.get(2)).isEqualTo("left 0");
    assertThat(said.get(3)).isEqualTo("problems 0");
  }
}
