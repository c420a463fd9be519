package firn.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Kills a process at every system call by which it changes the store, one after the other: each is
 * an injection point. After each the store is clean, and the same work done again succeeds.
 */
class FaultPointsTest {
  /** Points tried in an ordinary run; all of them with {@code -Dfirn.fault.points=all}. */
  private static final int ORDINARY = 24;

  private static JavaProcess.Result run(String... args) throws IOException, InterruptedException {
    return JavaProcess.run(JavaProcess.command(FaultChild.class, args));
  }

  /** How many calls the work makes, undisturbed. */
  private static int count(TestStore fixture) throws IOException, InterruptedException {
    String own = fixture.folder().resolve("counted").toString();
    JavaProcess.Result counted = run("points", fixture.root().toString(), own, "-1");
    assertThat(counted.code()).isZero();
    return Integer.parseInt(counted.out().strip());
  }

  @Test
  void killedAtEveryChange() throws Exception {
    try (TestStore fixture = new TestStore()) {
      int points = count(fixture);
      assertThat(points).isGreaterThan(100);
      boolean all = "all".equals(System.getProperty("firn.fault.points"));
      int step = all ? 1 : Math.max(1, points / ORDINARY);
      int tried = 0;
      for (int point = 0; point < points; point += step) {
        String own = fixture.folder().resolve("work" + point).toString();
        JavaProcess.Result killed =
            run("points", fixture.root().toString(), own, Integer.toString(point));
        assertThat(killed.code()).as("killed at " + point).isEqualTo(137);
        fixture.reopen();
        assertThat(new Verifier(fixture.store()).verify(true)).as("after " + point).isEmpty();
        tried++;
      }
      System.err.println("killed at " + tried + " of " + points + " injection points");
      JavaProcess.Result again =
          run(
              "points",
              fixture.root().toString(),
              fixture.folder().resolve("last").toString(),
              "-1");
      assertThat(again.code()).isZero();
      fixture.reopen();
      for (Path own : fixture.folders()) {
        Files.deleteIfExists(own.resolve("kept"));
      }
      new GarbageCollector(fixture.store()).collect();
      assertThat(Posix.list(PathBytes.of(fixture.store().layout().storeDir())))
          .as("nothing is left behind")
          .isSubsetOf("trash", ".links");
    }
  }
}
