package firn.tryhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.apply.Outcome;
import firn.apply.Progress;
import firn.apply.Recovery;
import firn.apply.Switch;
import firn.machine.Entry;
import firn.machine.Machine;
import firn.plan.Action;
import firn.plan.PlanText;
import firn.plan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A throwaway host with a container in it, switched three times. Needs root, systemd-nspawn and, in
 * {@code firn.test.store}, a store folder with an unpacked root tree called {@code root-tree}.
 */
final class TryHostTest {
  private static final String TREE = "/nix/store/root-tree";

  @TempDir Path temporary;

  @Test
  void aContainerIsSwitchedInPlaceAndRemoved() throws IOException {
    String given = System.getProperty("firn.test.store", "");
    Assumptions.assumeTrue(
        !given.isEmpty() && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
        "SKIPPED: no firn.test.store with a root tree, or not root");
    Path storeDir = Path.of(given);
    StoreFixture store = new StoreFixture(storeDir, TREE);
    String one = host(store, 8080, true);
    String two = host(store, 8081, true);
    String three = host(store, 8081, false);
    try (TryHost host = TryHost.boot(one, store::resolve, storeDir, System.err::println)) {
      Machine machine = host.machine();
      Outcome first = apply(machine, one, store);
      assertThat(first).isInstanceOf(Outcome.Switched.class);
      List<String> before = pids(machine);

      Outcome second;
      try (Switch change = Switch.plan(machine, two, store::resolve)) {
        assertThat(change.plan().steps())
            .filteredOn(step -> step.action() == Action.RESTART || step.action() == Action.START)
            .extracting(Step::where, step -> step.subject().text())
            .containsExactly(org.assertj.core.groups.Tuple.tuple("web", "page.service"));
        System.err.print(PlanText.render(change.plan(), false));
        second = change.apply(Progress.SILENT);
      }
      assertThat(second).isInstanceOf(Outcome.Switched.class);
      List<String> after = pids(machine);
      assertThat(after.subList(0, 3)).isEqualTo(before.subList(0, 3));
      assertThat(after.get(3)).isNotEqualTo(before.get(3));

      assertThat(apply(machine, three, store)).isInstanceOf(Outcome.Switched.class);
      assertThat(machine.systemctl().mainPid("container@web.service")).isZero();
      assertThat(machine.files().read("/etc/systemd/system/container@web.service"))
          .isEqualTo(Entry.ABSENT);
      assertThat(machine.files().read("/var/lib/nixos-containers/web/var/kept"))
          .isInstanceOf(Entry.Regular.class);
      try (Switch nothing = Switch.plan(machine, three, store::resolve)) {
        assertThat(nothing.plan().isEmpty()).isTrue();
      }
      for (int point : new int[] {1, 3, 5}) {
        killedAndRecovered(machine, one, store, point);
        assertThat(machine.systemctl().mainPid("own.service")).isNotZero();
        try (Switch nothing = Switch.plan(machine, three, store::resolve)) {
          assertThat(nothing.plan().isEmpty()).as("killed at %d", point).isTrue();
        }
      }
      String broken =
          base(store, 8081, false)
              .etc("motd", "broken")
              .unit("own.service", service("/bin/false", ""), "multi-user.target")
              .build();
      Outcome undone = apply(machine, broken, store);
      assertThat(undone).isInstanceOf(Outcome.Undone.class);
      assertThat(machine.systemctl().mainPid("own.service")).isNotZero();
      try (Switch nothing = Switch.plan(machine, three, store::resolve)) {
        assertThat(nothing.plan().isEmpty()).isTrue();
      }
    }
  }

  /** What a kill looks like from within: nothing of Firn's catches it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static void killedAndRecovered(
      Machine machine, String system, StoreFixture store, int point) throws IOException {
    AtomicInteger left = new AtomicInteger(point);
    Progress killing =
        new Progress() {
          @Override
          public void checkpoint() {
            if (left.getAndDecrement() == 0) {
              throw new Killed();
            }
          }
        };
    String before;
    try (Switch change = Switch.plan(machine, system, store::resolve)) {
      before = change.systemBefore();
      assertThatThrownBy(() -> change.apply(killing)).isInstanceOf(Killed.class);
    }
    assertThat(Recovery.of(machine, store::resolve, Progress.SILENT))
        .isEqualTo(new Recovery(false, before, List.of()));
  }

  private static List<String> pids(Machine host) throws IOException {
    try (Machine web =
        host.container("web", "/var/lib/nixos-containers/web", "container@web.service")) {
      assertThat(web.run(Duration.ofSeconds(9), List.of("touch", "/var/kept")).succeeded())
          .isTrue();
      return List.of(
          "leader " + web.leader(),
          "own " + host.systemctl().mainPid("own.service"),
          "other " + web.systemctl().mainPid("other.service"),
          "page " + web.systemctl().mainPid("page.service"));
    }
  }

  private static Outcome apply(Machine machine, String system, StoreFixture store)
      throws IOException {
    try (Switch change = Switch.plan(machine, system, store::resolve)) {
      System.err.print(PlanText.render(change.plan(), false));
      Outcome outcome =
          change.apply(
              new Progress() {
                @Override
                public void note(String line) {
                  System.err.println("  note: " + line);
                }
              });
      System.err.println(outcome);
      return outcome;
    }
  }

  private static String host(StoreFixture store, int port, boolean web) throws IOException {
    return base(store, port, web).build();
  }

  private static StoreFixture.SystemBuilder base(StoreFixture store, int port, boolean web)
      throws IOException {
    StoreFixture.SystemBuilder host =
        store
            .system("host")
            .etc("motd", "welcome\n")
            .copy("secret", "s", "0600")
            .group("tty", 5)
            .group("people", null)
            .user("alice", 1000, "people")
            .unit("own.service", service("/bin/sleep infinity", ""), "multi-user.target");
    if (web) {
      String config =
          store.file(
              "nginx.conf",
              "pid /run/page.pid; error_log stderr;\n"
                  + "events {} http { access_log off; server { listen %d; return 200 hello; } }"
                      .formatted(port));
      String inside =
          store
              .system("web")
              .group("nogroup", 65534)
              .unit("other.service", service("/bin/sleep infinity", ""), "multi-user.target")
              .unit(
                  "page.service",
                  service(
                      "/usr/sbin/nginx -g 'daemon off; user root;' -c " + config,
                      "LogsDirectory=nginx\nStateDirectory=nginx\n"),
                  "multi-user.target")
              .page("page", "http://127.0.0.1:" + port + "/", "hello")
              .build();
      host.container("web", inside)
          .unit("container@web.service", container("web"), "multi-user.target");
    }
    return host;
  }

  private static String service(String command, String more) {
    return "[Service]\nExecStart=" + command + "\n" + more;
  }

  private static String container(String name) {
    return """
    [Service]
    Type=notify
    Environment=SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1
    ExecStart=/usr/bin/systemd-nspawn --keep-unit -M %1$s -D /var/lib/nixos-containers/%1$s \
     --notify-ready=yes --kill-signal=SIGRTMIN+3 --bind-ro=/nix/store --bind-ro=%2$s/usr:/usr \
     --link-journal=no --console=pipe --resolv-conf=off --boot
    KillMode=mixed
    KillSignal=TERM
    Slice=machine.slice
    Delegate=yes
    SuccessExitStatus=133
    """
        .formatted(name, TREE);
  }
}
