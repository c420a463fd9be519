package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import firn.apply.Outcome;
import firn.apply.Switch;
import firn.plan.Action;
import firn.plan.Plan;
import firn.plan.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * OCI containers that a real Docker runs on a throwaway host, {@code testdata/hosts/docker}. Needs
 * root and the Debian archive of the machine's apt sources.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DockerTest {
  private static final Path SOURCE =
      Path.of(System.getProperty("firn.home")).resolve("testdata/hosts/docker");

  private static ContainerHost host;

  @BeforeAll
  static void boot() throws IOException {
    Needs.rootAndArchive();
    host =
        new ContainerHost(
            SOURCE, List.of("one.nix", "two.nix", "broken.nix", "none.nix"), TestStore.folder());
    host.switchTo("one.nix");
  }

  @AfterAll
  static void end() throws IOException {
    if (host != null) {
      host.close();
    }
  }

  @Test
  @Order(1)
  void containersRunWithTheDaemonThatCameWithThem() throws IOException {
    assertThat(ids().keySet()).containsExactly("app", "db", "removed", "same");
    assertThat(page()).isEqualTo("page one");
    assertThat(host.run("cat", "/var/lib/docker/volumes/data/_data/env"))
        .contains("STEP=one", "SECRET=hidden");
    assertThat(host.run("systemctl", "is-system-running")).isEqualTo("running");
    // The one that depends on another begins when that one runs.
    assertThat(entered("docker-app", "InactiveExit"))
        .isGreaterThanOrEqualTo(entered("docker-db", "ActiveEnter"));
    assertThat(plan("one.nix").isEmpty()).isTrue();
  }

  @Test
  @Order(2)
  void onlyWhatChangedIsMadeAnew() throws IOException {
    Map<String, String> before = ids();
    List<Step> steps = host.switchTo("two.nix");
    assertThat(steps)
        .filteredOn(step -> step.action() == Action.STOP || step.action() == Action.RESTART)
        .extracting(step -> step.subject().text())
        .containsExactly("docker-removed.service", "docker-app.service", "docker-db.service");
    Map<String, String> after = ids();
    assertThat(after.keySet()).containsExactly("app", "db", "same");
    assertThat(after.get("same")).isEqualTo(before.get("same"));
    assertThat(after.get("db")).isNotEqualTo(before.get("db"));
    assertThat(after.get("app")).isNotEqualTo(before.get("app"));
    assertThat(page()).isEqualTo("page two");
    // One of them had to be killed, which is how a container may end.
    assertThat(host.run("systemctl", "is-system-running")).isEqualTo("running");
  }

  @Test
  @Order(3)
  void whatDoesNotStayUpIsUndone() throws IOException {
    Map<String, String> before = ids();
    assertThat(host.trySwitchTo("broken.nix"))
        .isInstanceOfSatisfying(
            Outcome.Undone.class,
            undone -> assertThat(undone.reason()).contains("docker-app.service does not stay up"));
    assertThat(ids().keySet()).containsExactly("app", "db", "same");
    assertThat(ids().get("same")).isEqualTo(before.get("same"));
    assertThat(page()).isEqualTo("page two");
    assertThat(plan("two.nix").isEmpty()).isTrue();
  }

  @Test
  @Order(4)
  void aContainerThatWasStoppedHasDrifted() throws IOException {
    host.run("systemctl", "stop", "docker-same");
    assertThat(ids().keySet()).containsExactly("app", "db");
    assertThat(plan("two.nix").steps())
        .filteredOn(step -> step.action() == Action.START)
        .extracting(step -> step.subject().text())
        .containsExactly("docker-same.service");
    host.switchTo("two.nix");
    assertThat(ids().keySet()).containsExactly("app", "db", "same");
  }

  @Test
  @Order(5)
  void dockerGoesAndWhatItsContainersWroteStays() throws IOException {
    host.switchTo("none.nix");
    assertThat(host.tryRun("pgrep", "-f", "dockerd|containerd|docker run").exitCode()).isEqualTo(1);
    assertThat(host.run("cat", "/var/lib/docker/volumes/data/_data/env")).contains("STEP=two");
    assertThat(host.run("systemctl", "is-system-running")).isEqualTo("running");
  }

  private static Plan plan(String configuration) throws IOException {
    try (Switch change = host.plan(configuration)) {
      return change.plan();
    }
  }

  /** The ids of all containers, by name. */
  private static Map<String, String> ids() throws IOException {
    Map<String, String> out = new TreeMap<>();
    for (String line :
        host.run("docker", "ps", "--all", "--format", "{{.Names}} {{.ID}}").lines().toList()) {
      String[] words = line.split(" ");
      out.put(words[0], words[1]);
    }
    return out;
  }

  private static String page() throws IOException {
    return host.run("busybox", "wget", "-q", "-O", "-", "http://127.0.0.1:8181/");
  }

  private static long entered(String unit, String state) throws IOException {
    return Long.parseLong(host.run("systemctl", "show", unit, "-P", state + "TimestampMonotonic"));
  }
}
