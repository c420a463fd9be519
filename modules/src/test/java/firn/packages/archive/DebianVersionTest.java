package firn.packages.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of versions, with the cases that dpkg's own documentation and policy 5.6.12 name. */
final class DebianVersionTest {
  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0, 0",
    "1.0-1, 1.0-2, -1",
    "1.10, 1.9, 1",
    "1.0, 1.0.0, -1",
    "1:0.1, 9.9, 1",
    "0:1.0, 1.0, 0",
    "1.0~rc1, 1.0, -1",
    "1.0~~, 1.0~, -1",
    "1.0~~a, 1.0~, -1",
    "1.0a, 1.0, 1",
    "1.0a, 1.0+, -1",
    "1.0, 1.0-0, 0",
    "1.0-1, 1.0-1+b1, -1",
    "1.0-1+b9, 1.0-1+b10, -1",
    "1.0-1, 1.0-1.1, -1",
    "1.01, 1.1, 0",
    "7.88.1-10+deb12u5, 7.88.1-10+deb12u12, -1",
    "2.36-9, 2.36-9+deb12u1, -1",
    "1.0-1~bpo12+1, 1.0-1, -1",
    "20250419, 20230311, 1",
    "1-2-3, 1-2-4, -1",
    "99999999999999999999, 100000000000000000000, -1"
  })
  void comparesAsDpkgDoes(String a, String b, int expected) {
    assertThat(Integer.signum(DebianVersion.compare(a, b))).isEqualTo(expected);
    assertThat(Integer.signum(DebianVersion.compare(b, a))).isEqualTo(-expected);
  }
}
