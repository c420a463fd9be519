package firn.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills a process at every system call by which it changes the store, one after the other: each is
 * an injection point. After each the store is clean, and the same work done again succeeds.
 */
class FaultPointsTest {
  private static final int ORDINARY = 10;

  private static JavaProcess.Result run(
      TestStore fixture, FaultScenario scenario, String name, int point)
      throws IOException, InterruptedException {
    return JavaProcess.run(
        JavaProcess.command(
            FaultChild.class,
            "points",
            fixture.root().toString(),
            fixture.folder().resolve(name).toString(),
            Integer.toString(point),
            scenario.name()));
  }

  @ParameterizedTest
  @EnumSource
  void killedAtEveryChange(FaultScenario scenario) throws Exception {
    try (TestStore fixture = new TestStore()) {
      JavaProcess.Result counted = run(fixture, scenario, "counted", -1);
      assertThat(counted.code()).isZero();
      int points = Integer.parseInt(counted.out().strip());
      assertThat(points).isGreaterThan(100);
      List<Integer> sample = FaultSample.of(points, ORDINARY);
      for (int point : sample) {
        JavaProcess.Result killed = run(fixture, scenario, "work" + point, point);
        assertThat(killed.code()).as("killed at " + point).isEqualTo(137);
        fixture.reopen();
        assertThat(new Verifier(fixture.store()).verify(true)).as("after " + point).isEmpty();
        // A store to transfer from takes space; a link that was made stays, as one's own would.
        FileTrees.delete(fixture.folder().resolve("work" + point).resolve("origin").toString());
      }
      System.err.printf("%s: killed at %d of %d points%n", scenario, sample.size(), points);
      assertThat(run(fixture, scenario, "last", -1).code()).isZero();
      fixture.reopen();
      for (Path own : fixture.folders()) {
        Files.deleteIfExists(own.resolve("kept"));
      }
      new GarbageCollector(fixture.store()).collect();
      assertThat(Posix.list(PathBytes.of(fixture.store().layout().storeDir())))
          .as("nothing is left behind")
          .isSubsetOf(".links");
    }
  }

  /** A second process adds and builds in the same store all the while, and is none the worse. */
  @Test
  void killedWhileASecondWorks() throws Exception {
    try (TestStore fixture = new TestStore()) {
      Process second =
          JavaProcess.start(
              JavaProcess.command(
                  FaultChild.class,
                  "work",
                  fixture.root().toString(),
                  fixture.folder().resolve("second").toString(),
                  "second"));
      assertThat(second.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("ready");
      JavaProcess.Result counted = run(fixture, FaultScenario.TRANSFER, "counted", -1);
      int points = Integer.parseInt(counted.out().strip());
      for (int point : FaultSample.of(points, ORDINARY / 2)) {
        JavaProcess.Result killed = run(fixture, FaultScenario.TRANSFER, "work" + point, point);
        assertThat(killed.code()).as("killed at " + point).isEqualTo(137);
        assertThat(new Verifier(fixture.store()).verify(true)).as("after " + point).isEmpty();
        assertThat(second.isAlive()).as("the second at " + point).isTrue();
        FileTrees.delete(fixture.folder().resolve("work" + point).toString());
      }
      assertThat(run(fixture, FaultScenario.TRANSFER, "last", -1).code()).isZero();
      second.destroyForcibly().waitFor();
      assertThat(new Verifier(fixture.store()).verify(true)).isEmpty();
    }
  }
}
