package firn.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HealthReportTest {
  private static final MachineHealth HOST =
      new MachineHealth("host", "degraded", 3, List.of("web.service"), "/nix/store/system");
  private static final String LOGGED =
      "host: web.service failed; it logged:\n  no such file\n  giving up";

  @Test
  void oneProblemIsTheReasonWithItsDetailsBelow() {
    assertThat(report(LOGGED).reason()).isEqualTo(LOGGED);
  }

  @Test
  void severalStandBelowASentenceEachAtItsOwnIndentation() {
    assertThat(report(LOGGED, "the container db does not run").reason())
        .isEqualTo(
            """
            2 things are not well
              host: web.service failed; it logged:
                no such file
                giving up
              the container db does not run\
            """);
  }

  private static HealthReport report(String... problems) {
    return new HealthReport(HOST, List.of(), List.of(), List.of(), List.of(problems));
  }
}
