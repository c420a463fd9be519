package firn.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitNameTest {
  /** The expected names are what {@code systemd-escape --path} prints. */
  @ParameterizedTest
  @CsvSource({
    "/, -.mount",
    "/srv/data, srv-data.mount",
    "/srv//data/, srv-data.mount",
    "/srv/my-data, srv-my\\x2ddata.mount",
    "/srv/my data, srv-my\\x20data.mount",
    "/.hidden/a.b, \\x2ehidden-a.b.mount",
    "/srv/ä, srv-\\xc3\\xa4.mount"
  })
  void aPathHasAUnit(String path, String unit) {
    assertThat(UnitName.ofPath(path, "mount").text()).isEqualTo(unit);
  }
}
