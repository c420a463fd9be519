package firn.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which generations of profiles go. */
class GenerationsTest {
  private static final long DAY = 24 * 3600;

  private TestStore fixture;
  private String folder;
  private final long now = Instant.now().getEpochSecond();

  @BeforeEach
  void open() throws IOException {
    fixture = new TestStore();
    Path profiles = fixture.store().layout().stateDir().resolve("profiles/per-user/x");
    folder = PathBytes.of(Files.createDirectories(profiles));
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  /** A profile whose generations are so many days old, the first of them number 1. */
  private void profile(String name, int current, int... days) throws IOException {
    for (int i = 0; i < days.length; i++) {
      String link = folder + "/" + name + "-" + (i + 1) + "-link";
      Posix.symlink("/nix/store/00000000000000000000000000000000-x", link);
      Posix.setTimes(link, now - days[i] * DAY);
    }
    Posix.symlink(name + "-" + current + "-link", folder + "/" + name);
  }

  private Generations generations() {
    return new Generations(fixture.store().layout());
  }

  private static List<String> names(List<Path> links) {
    return links.stream().map(link -> link.getFileName().toString()).toList();
  }

  @Test
  void allButTheCurrentGo() throws IOException {
    profile("p", 2, 3, 2, 1);
    profile("q", 1, 3);
    assertThat(names(generations().delete(null, true))).containsExactly("p-3-link", "p-1-link");
    assertThat(Posix.list(folder)).hasSize(6);
    assertThat(names(generations().delete(null, false))).containsExactly("p-3-link", "p-1-link");
    assertThat(Posix.list(folder)).containsExactlyInAnyOrder("p", "p-2-link", "q", "q-1-link");
    assertThat(generations().delete(null, false)).isEmpty();
  }

  /** The one that was current at that time is not older than it. */
  @Test
  void thoseThatWereNotCurrentAnyMoreGo() throws IOException {
    profile("p", 4, 40, 30, 20, 1);
    Instant before = Instant.ofEpochSecond(now - 10 * DAY);
    assertThat(names(generations().delete(before, false))).containsExactly("p-2-link", "p-1-link");
    assertThat(Posix.list(folder)).containsExactlyInAnyOrder("p", "p-3-link", "p-4-link");
  }
}
