package firn.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.store.StoreException;
import firn.store.StorePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
  @TempDir private Path folder;
  private Profile profile;

  @BeforeEach
  void open() {
    profile = new Profile(new StoreLayout(folder.resolve("store")), folder.resolve("some/p"));
  }

  private static StorePath path(int number) {
    return StorePath.parse("/nix/store/" + Integer.toString(number).repeat(32) + "-x");
  }

  private void generations(int count) {
    for (int i = 0; i < count; i++) {
      profile.set(path(i), null);
    }
  }

  private List<Long> numbers() {
    return profile.generations().stream().map(Profile.Generation::number).toList();
  }

  @Test
  void anotherPathMakesAnotherGeneration() throws IOException {
    assertThat(profile.set(path(0), "")).isTrue();
    assertThat(profile.set(path(0), "p-1-link")).isTrue();
    assertThat(numbers()).containsExactly(1L);
    assertThat(profile.set(path(1), "p-1-link")).isTrue();
    assertThat(numbers()).containsExactly(1L, 2L);
    assertThat(Files.readSymbolicLink(profile.path())).hasToString("p-2-link");
    assertThat(folder.resolve("some/p.lock")).doesNotExist();
  }

  @Test
  void whatSomebodyElseDidMeanwhileIsNotUndone() {
    String before = profile.state();
    profile.set(path(0), null);
    assertThat(profile.set(path(1), before)).isFalse();
    assertThat(numbers()).containsExactly(1L);
  }

  @Test
  void theNumbersOfDeletedGenerationsStayFreeBelowTheLast() {
    generations(3);
    profile.delete((all, current) -> one -> one.number() == 2, false);
    profile.set(path(7), null);
    assertThat(numbers()).containsExactly(1L, 3L, 4L);
    assertThat(profile.switchTo(null, false).to().number()).isEqualTo(3);
    assertThat(profile.switchTo(null, true).to().number()).isEqualTo(1);
    assertThat(profile.current()).hasValue(3);
    profile.switchTo(1L, false);
    assertThatThrownBy(() -> profile.switchTo(null, false)).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> profile.switchTo(2L, false)).isInstanceOf(StoreException.class);
  }

  @Test
  void theCurrentGenerationStays() {
    generations(5);
    profile.switchTo(3L, false);
    assertThat(profile.delete(Profile.exceeding(2), true)).hasSize(1);
    profile.delete(Profile.exceeding(2), false);
    assertThat(numbers()).containsExactly(2L, 3L, 4L, 5L);
    profile.delete(Profile.old(), false);
    assertThat(numbers()).containsExactly(3L);
  }

  @Test
  void whatWasCurrentThenStays() throws IOException {
    generations(4);
    Instant now = Instant.now();
    for (Profile.Generation one : profile.generations()) {
      FileTime made = FileTime.from(now.minus(Duration.ofDays(10 * (5 - one.number()))));
      Files.getFileAttributeView(
              one.link(), BasicFileAttributeView.class, java.nio.file.LinkOption.NOFOLLOW_LINKS)
          .setTimes(made, made, null);
    }
    profile.delete(Profile.olderThan(now.minus(Duration.ofDays(25))), false);
    assertThat(numbers()).as("made 40, 30, 20 and 10 days ago").containsExactly(2L, 3L, 4L);
  }
}
