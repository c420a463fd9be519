package firn.packages.relocate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LayoutTest {
  @ParameterizedTest
  @CsvSource({
    "usr/bin/x, bin/x, usr/bin/x",
    "sbin/x, bin/x, usr/sbin/x",
    "usr/games/x, bin/x, usr/games/x",
    "lib64/ld.so, lib/ld.so, usr/lib64/ld.so",
    "usr/lib/a/b, lib/a/b, usr/lib/a/b",
    "usr, '', usr",
    "binary, binary, binary",
    "etc/x, etc/x, etc/x",
    "usr/share/lintian/x, , usr/share/lintian/x"
  })
  void placesFiles(String path, String store, String root) {
    assertThat(Layout.STORE.place(path)).isEqualTo(store);
    assertThat(Layout.ROOT.place(path)).isEqualTo(root);
  }

  @ParameterizedTest
  @CsvSource({
    "usr/bin/a, b, usr/bin/b",
    "usr/bin/a, ../lib/b, usr/lib/b",
    "usr/bin/a, /lib/./b, lib/b",
    "a, b, b",
    "usr/bin/a, ../../../../etc/shadow, etc/shadow"
  })
  void followsLinksInsideTheRoot(String link, String target, String expected) {
    assertThat(Layout.follow(link, target)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "bin/a, bin/b, b",
    "bin/a, lib/x/b, ../lib/x/b",
    "lib/x/y/a, lib/b, ../../b",
    "a, usr/b, usr/b"
  })
  void makesLinksRelative(String from, String to, String expected) {
    assertThat(Layout.relative(from, to)).isEqualTo(expected);
    assertThat(Layout.follow(from, expected)).isEqualTo(to);
  }
}
