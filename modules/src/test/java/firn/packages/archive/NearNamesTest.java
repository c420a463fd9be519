package firn.packages.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearNamesTest {
  private static final List<String> NAMES =
      List.of("coreutils", "curl", "git", "gitg", "htop", "htp", "nginx", "openssh-server");

  @Test
  void twoLettersInTheWrongOrderAreOneMistake() {
    assertThat(NearNames.of("gti", NAMES)).containsExactly("git");
    assertThat(NearNames.of("htpo", NAMES)).containsExactly("htop", "htp");
    assertThat(NearNames.of("ngnix", NAMES)).containsExactly("nginx");
  }

  @Test
  void theNearestComeFirst() {
    assertThat(NearNames.of("openshs-srver", NAMES)).containsExactly("openssh-server");
    assertThat(NearNames.of("Coreutil", NAMES)).containsExactly("coreutils");
    assertThat(NearNames.of("gitx", NAMES)).containsExactly("git", "gitg");
  }

  @Test
  void whatIsFarIsNotNamed() {
    assertThat(NearNames.of("emacs", NAMES)).isEmpty();
    assertThat(NearNames.of("c", NAMES)).isEmpty();
    assertThat(NearNames.of("", NAMES)).isEmpty();
  }
}
