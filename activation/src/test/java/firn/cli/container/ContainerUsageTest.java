package firn.cli.container;

import static org.assertj.core.api.Assertions.assertThat;

import firn.cli.CommandRun;
import firn.cli.ExitCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the container commands say to command lines that cannot be meant. */
final class ContainerUsageTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "start",
        "stop",
        "restart",
        "terminate",
        "status",
        "login",
        "root-login",
        "show-ip",
        "show-host-key",
        "destroy",
        "update",
        "create",
        "run"
      })
  void anActionOnOneContainerAsksForItsName(String action) {
    CommandRun run = CommandRun.of("firn", List.of("container", action));
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains("error: Missing required parameter: 'NAME'")
        .contains("try 'firn container " + action + " --help'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "update"})
  void aContainerIsDescribedInOneWay(String action) {
    CommandRun run =
        CommandRun.of(
            "firn",
            List.of("container", action, "web", "--config", "x = 1;", "--system-path", "/s"));
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--config and --system-path each say what the container is");
  }

  @Test
  void optionsOfTheCommandToRunComeLast() {
    CommandRun run = CommandRun.of("firn", List.of("container", "run", "web", "--all", "--", "ls"));
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains("'--all' is not an option of firn container run")
        .contains("options of the command to run come after --");
  }
}
