package firn.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Processes that build while another collects garbage over and over: nothing they need is lost. */
class CollectionDuringBuildsTest {
  private static final int ROUNDS = 6;

  /** A text, and four links that each lead to the one before. */
  private static final int CLOSURE = 5;

  @Test
  void buildsSucceedWhileAnotherCollects() throws Exception {
    try (TestStore fixture = new TestStore()) {
      String root = fixture.root().toString();
      Process collector =
          JavaProcess.start(JavaProcess.command(CollectingChild.class, "collect", root));
      BufferedReader said = collector.inputReader(StandardCharsets.UTF_8);
      assertThat(said.readLine()).isEqualTo("ready");
      List<Process> builders = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        builders.add(
            JavaProcess.start(
                JavaProcess.command(
                    CollectingChild.class, "build", root, Integer.toString(ROUNDS))));
      }
      for (Process builder : builders) {
        assertThat(builder.inputReader(StandardCharsets.UTF_8).readLine())
            .isEqualTo("built " + ROUNDS * CLOSURE);
        assertThat(builder.waitFor()).isZero();
      }
      collector.getOutputStream().write('\n');
      collector.getOutputStream().flush();
      String[] counts = said.readLine().split(" ", -1);
      assertThat(collector.waitFor()).isZero();
      assertThat(Integer.parseInt(counts[0])).as("collections").isGreaterThan(3);
      assertThat(Integer.parseInt(counts[1])).as("paths deleted meanwhile").isPositive();
      assertThat(new Verifier(fixture.store()).verify(true)).isEmpty();
      new GarbageCollector(fixture.store()).collect();
      assertThat(fixture.store().validPaths()).isEmpty();
    }
  }
}
