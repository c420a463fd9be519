package firn.packages.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LockTest {
  private static final String HASH =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @TempDir Path temporary;

  @Test
  void aFileThatIsNotThereIsEmpty() throws Exception {
    assertThat(Lock.read(temporary.resolve("none")).isEmpty()).isTrue();
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    PackageSet set = TestArchive.in(temporary).set("stable", "stable-security");
    set.component("web");
    Lock lock = set.lock();
    Path file = temporary.resolve("sub/firn.lock");
    assertThat(lock.write(file)).isTrue();
    assertThat(Lock.read(file)).isEqualTo(lock);
    assertThat(Lock.read(file).text()).isEqualTo(lock.text()).endsWith("}\n");
    assertThat(lock.write(file)).isFalse();
  }

  @Test
  void namesNoHost() throws Exception {
    PackageSet set = TestArchive.in(temporary).set("stable");
    set.component("web");
    assertThat(set.lock().text()).doesNotContain("://").doesNotContain(temporary.toString());
  }

  @Test
  void leavesNoPartOfAFileBehind() throws Exception {
    PackageSet set = TestArchive.in(temporary).set("stable");
    set.get("web");
    Path folder = temporary.resolve("locks");
    set.lock().write(folder.resolve("firn.lock"));
    try (Stream<Path> entries = Files.list(folder)) {
      assertThat(entries).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json | it is not JSON",
        "{} | format version 0",
        "{\"version\": 7} | format version 7",
        "{\"version\":1,\"packages\":{\"amd64\":{\"x\":{\"version\":\"1\",\"architecture\":\"all\",\"mirror\":\"debian\",\"path\":\"../../etc/passwd\",\"sha256\":\"H\"}}}} | leads out",
        "{\"version\":1,\"packages\":{\"amd64\":{\"x\":{\"version\":\"1\",\"architecture\":\"all\",\"mirror\":\"debian\",\"path\":\"p.deb\",\"sha256\":\"12\"}}}} | is not a sha256",
        "{\"version\":1,\"packages\":{\"amd64\":{\"x\":{\"architecture\":\"all\",\"mirror\":\"debian\",\"path\":\"p.deb\",\"sha256\":\"H\"}}}} | lacks “version”"
      })
  void refusesWhatIsNoLock(String text, String why) throws Exception {
    Path file = temporary.resolve("firn.lock");
    Files.writeString(file, text.replace("\"H\"", "\"" + HASH + "\""));
    assertThatThrownBy(() -> Lock.read(file))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining(why.strip());
  }
}
