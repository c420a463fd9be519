package firn.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import firn.store.local.DisturbedChild.Disturbance;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A disk that fills, a database that is locked, a clock that goes backwards, at each system call by
 * which the store is changed: afterwards it is clean, and the next run succeeds.
 */
class DisturbedStoreTest {
  private static final int ORDINARY = 12;

  /** Every look at a clock that can be set costs a look at a file. */
  private static final int ORDINARY_CLOCKS = 4;

  private static void check(Disturbance disturbance, FaultScenario scenario, List<String> prefix)
      throws IOException, InterruptedException {
    try (TestStore fixture = new TestStore()) {
      Path disk = Files.createDirectory(fixture.folder().resolve("disk"));
      List<String> command = new ArrayList<>();
      prefix.forEach(word -> command.add(word.replace("DISK", disk.toString())));
      command.addAll(
          JavaProcess.command(
              DisturbedChild.class,
              disturbance.name(),
              scenario.name(),
              disk + "/root",
              disk + "/own",
              Integer.toString(disturbance == Disturbance.CLOCK ? ORDINARY_CLOCKS : ORDINARY)));
      String all = System.getProperty("firn.fault.points");
      if (all != null) {
        command.add(command.indexOf("-cp"), "-Dfirn.fault.points=" + all);
      }
      JavaProcess.Result result = JavaProcess.run(command);
      assertThat(result.code()).isZero();
      String[] counts = result.out().strip().split(" ", -1);
      System.err.printf(
          "%s, %s: tried %s of %s points, %s times the work failed%n",
          disturbance, scenario, counts[0], counts[1], counts[2]);
      assertThat(Integer.parseInt(counts[1])).isGreaterThan(100);
      if (disturbance == Disturbance.FULL) {
        assertThat(Integer.parseInt(counts[2])).as("full disks that were felt").isGreaterThan(5);
      }
    }
  }

  /** On a file system of its own, in a mount namespace. */
  @ParameterizedTest
  @EnumSource
  void diskFull(FaultScenario scenario) throws Exception {
    Oracle.require("unshare");
    String mount = "mount -t tmpfs -o size=48m tmpfs 'DISK' && exec \"$@\"";
    List<String> prefix =
        List.of("unshare", Posix.isRoot() ? "-m" : "-Urm", "/bin/sh", "-c", mount, "sh");
    check(Disturbance.FULL, scenario, prefix);
  }

  @ParameterizedTest
  @EnumSource
  void databaseLocked(FaultScenario scenario) throws Exception {
    check(Disturbance.LOCKED, scenario, List.of());
  }

  @ParameterizedTest
  @EnumSource
  void clockGoesBackwards(FaultScenario scenario) throws Exception {
    Path library = fakeTime();
    assumeTrue(library != null, "libfaketime is not installed");
    check(
        Disturbance.CLOCK,
        scenario,
        List.of(
            "env",
            "LD_PRELOAD=" + library,
            "FAKETIME_NO_CACHE=1",
            "FAKETIME_DONT_FAKE_MONOTONIC=1",
            "FAKETIME_TIMESTAMP_FILE=DISK/clock"));
  }

  private static @Nullable Path fakeTime() throws IOException {
    try (Stream<Path> libraries =
        Files.find(
            Path.of("/usr/lib"),
            3,
            (path, attributes) -> path.endsWith("faketime/libfaketimeMT.so.1"))) {
      return libraries.findFirst().orElse(null);
    }
  }
}
