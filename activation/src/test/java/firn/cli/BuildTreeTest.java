package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import firn.store.StorePath;
import firn.store.build.BuildEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BuildTreeTest {
  private final StorePath glibc = path("glibc-1.drv");
  private final StorePath zlib = path("zlib-1.drv");
  private final StorePath app = path("app-1.drv");
  private final StorePath system = path("system.drv");
  private final StorePath doc = path("doc");
  private BuildTree tree;

  private static StorePath path(String name) {
    return StorePath.ofBaseName("0".repeat(32) + "-" + name);
  }

  private static long seconds(int seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  @BeforeEach
  void plan() {
    tree =
        new BuildTree(
            new BuildEvent.Planned(
                List.of(glibc, zlib, app, system),
                List.of(doc),
                Map.of(app, Set.of(glibc, zlib), system, Set.of(app, zlib))),
            0);
  }

  @Test
  void runningBuildsStandBelowWhatWaitsForThem() {
    tree.started(glibc, seconds(1));
    tree.started(zlib, seconds(60));
    tree.started(doc, seconds(70));
    tree.progress(new BuildEvent.Progress(doc, 3 << 20, 10 << 20));
    assertThat(tree.lines(20, seconds(75)))
        .containsExactly(
            "system",
            "└─ app-1",
            "   ├─ zlib-1 ⏵ 15 s",
            "   └─ glibc-1 ⏵ 1 min 14 s",
            "↓ doc 3.0 of 10.0 MiB, 5 s",
            "━ builds: 2 running, 2 waiting, 0 done │ downloads: 0 of 1 │ 3.0 MiB │ 1 min 15 s");
  }

  @Test
  void aTreeThatDoesNotFitIsToldFlat() {
    tree.started(glibc, 0);
    tree.started(zlib, 0);
    assertThat(tree.lines(3, seconds(2)))
        .containsExactly(
            "glibc-1 ⏵ 2 s",
            "… and 1 more",
            "━ builds: 2 running, 2 waiting, 0 done │ downloads: 0 of 1 │ 2 s");
  }

  @Test
  void whatIsDoneIsCounted() {
    tree.started(glibc, 0);
    tree.succeeded(glibc);
    tree.started(zlib, 0);
    tree.failed(zlib);
    tree.succeeded(doc);
    assertThat(tree.line(seconds(3)))
        .isEqualTo("━ builds: 0 running, 2 waiting, 1 done, 1 failed │ downloads: 1 of 1 │ 3 s");
    tree.started(app, 0);
    assertThat(tree.line(seconds(3))).endsWith(" │ 3 s │ app-1");
  }
}
