package firn.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PrintableTest {
  @Test
  void controlCharactersAreShownAndNotSent() {
    assertThat(Printable.of("a\u001b]0;title\u0007\u009b2J\r\0b\tc\nd"))
        .isEqualTo("a\\x1b]0;title\\x07\\x9b2J\\x0d\\x00b\tc\nd");
    assertThat(Printable.of("äß — plain\\x2dname")).isEqualTo("äß — plain\\x2dname");
  }

  @Test
  void whatACommandComplainsWithIsFitToBeShown() {
    CommandResult result =
        new CommandResult(List.of("false"), 1, "", "first\nno \u001b[2Jscreen\n");
    assertThat(result.complaint()).isEqualTo("no \\x1b[2Jscreen");
  }
}
