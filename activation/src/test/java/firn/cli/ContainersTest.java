package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.machine.Machine;
import firn.plan.Action;
import firn.plan.Step;
import firn.systemd.UnitState;
import firn.systemd.UnitStates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Containers of every shape on one throwaway host, {@code testdata/hosts/containers}: what NixOS's
 * own tests of containers look at, each in a method of its own. Needs root and the Debian archive
 * of the machine's apt sources.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ContainersTest {
  private static final Path SOURCE =
      Path.of(System.getProperty("firn.home")).resolve("testdata/hosts/containers");
  private static final String PAGE = "hello from a container";

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static ContainerHost host;

  @BeforeAll
  static void boot() throws IOException {
    Needs.rootAndArchive();
    host = new ContainerHost(SOURCE, List.of("configuration.nix", "2-changed.nix"));
    host.run("sh", "-c", Files.readString(SOURCE.resolve("wires.sh")));
    host.switchTo("configuration.nix");
  }

  @AfterAll
  static void end() throws IOException {
    if (host != null) {
      host.close();
    }
  }

  @Test
  @Order(1)
  void containersAreListedAndRun() throws IOException {
    assertThat(host.container("list").ok().lines())
        .contains("bridged", "routed", "really-long-long-name", "outer");
    assertThat(host.container("status", "bridged").ok()).isEqualTo("up");
    assertThat(host.container("status", "routed").ok()).isEqualTo("down");
    assertThat(host.run("systemctl", "is-system-running")).isEqualTo("running");
    assertThat(host.run("machinectl", "list", "--no-legend")).contains("bridged", "mapped");
  }

  @Test
  @Order(2)
  void aBridgeLinksHostAndContainer() throws IOException {
    assertThat(host.within("bridged", "ip", "link", "show", "eth0"))
        .contains("state UP", "3a:bb:cc:dd:ee:ff");
    assertThat(host.run("ip", "link", "show", "vb-bridged")).contains("master br0");
    host.run("ping", "-n", "-c", "1", "192.168.0.100");
    host.run("ping", "-n", "-c", "1", "fc00::2");
    assertThat(page("http://192.168.0.100/")).isEqualTo(PAGE);
    assertThat(page("http://[fc00::2]/")).isEqualTo(PAGE);
    assertThat(host.container("show-ip", "bridged").ok()).isEqualTo("192.168.0.100");
  }

  @Test
  @Order(3)
  void furtherLinksAreUpAtBothEnds() throws IOException {
    for (String link : List.of("veth1", "veth2")) {
      assertThat(host.within("bridged", "ip", "link", "show", link)).contains("state UP");
      assertThat(host.run("ip", "link", "show", link)).contains("state UP");
    }
    assertThat(host.run("ip", "link", "show", "veth1")).contains("master br1");
    host.run("ping", "-n", "-c", "1", "192.168.1.100");
    host.run("ping", "-n", "-c", "1", "192.168.2.100");
  }

  @Test
  @Order(4)
  void namesOfContainersAreInHosts() throws IOException {
    for (String name : List.of("bridged", "really-long-long-name", "mapped")) {
      assertThat(page("http://" + name + ".containers/")).isEqualTo(PAGE);
    }
  }

  @Test
  @Order(5)
  void aLongNameGetsAShortLink() throws IOException {
    assertThat(host.run("ip", "-oneline", "link"))
        .containsPattern("ve-really-l[0-9A-Za-z]{4}@")
        .contains("altname ve-really-long-long-name");
    assertThat(host.container("show-ip", "really-long-long-name").ok()).isEqualTo("fd11::2");
    assertThat(page("http://[fd11::2]/")).isEqualTo(PAGE);
  }

  @Test
  @Order(6)
  void macvlansReachEachOtherAndTheHost() throws IOException {
    host.within("macvlan-2", "ping", "-n", "-c", "1", "10.50.0.2");
    host.run("ping", "-n", "-c", "1", "10.50.0.2");
    host.run("ping", "-n", "-c", "1", "10.50.0.3");
  }

  @Test
  @Order(7)
  void anInterfaceOfTheHostMovesIntoTheContainer() throws IOException {
    assertThat(host.within("physical", "ip", "link", "show", "spare")).contains("master br0");
    assertThat(host.tryRun("ip", "link", "show", "spare").exitCode()).isNotZero();
    host.run("ping", "-n", "-c", "1", "-W", "10", "10.99.0.2");
    host.within(
        "physical", "systemctl", "list-dependencies", "--no-pager", "network-addresses-br0");
  }

  @Test
  @Order(8)
  void tmpfsFoldersAreInMemory() throws IOException {
    String state = "/var/lib/nixos-containers/files";
    for (String path : List.of("/var/scratch", "/var/scratch/inner", "/some/random/path")) {
      assertThat(host.within("files", "stat", "-f", "-c", "%T", path)).isEqualTo("tmpfs");
      host.within("files", "mountpoint", "-q", path);
      host.within("files", "touch", path + "/inside");
      assertThat(host.tryRun("test", "-e", state + path + "/inside").exitCode()).isNotZero();
    }
    // What this proves above: other files of the container are seen on the host.
    host.within("files", "touch", "/root/seen");
    host.run("test", "-e", state + "/root/seen");
    host.run("mkdir", "-p", state + "/var/scratch");
    host.run("touch", state + "/var/scratch/below");
    assertThat(host.within("files", "ls", "/var/scratch")).doesNotContain("below");
  }

  @Test
  @Order(9)
  void filesOfTheHostAreBound() throws IOException {
    assertThat(host.within("files", "cat", "/mnt/colon:and space")).isEqualTo("given");
    assertThat(host.container("run", "files", "--", "touch", "/mnt/colon:and space").err())
        .contains("Read-only");
    host.within("files", "touch", "/srv/shared/from-container");
    host.run("test", "-e", "/srv/shared/from-container");
    assertThat(host.container("run", "files", "--", "touch", "/nix/store/x").err())
        .contains("Read-only");
    assertThat(host.container("run", "files", "--", "touch", "/nix/var/nix/profiles/x").err())
        .contains("Read-only");
  }

  @Test
  @Order(10)
  void rightsDevicesAndLimitsAreTheUnits() throws IOException {
    assertThat(host.run("systemctl", "show", "container@files", "-P", "MemoryMax"))
        .isEqualTo(Long.toString(1L << 30));
    assertThat(host.run("systemctl", "show", "container@files", "-P", "DeviceAllow"))
        .contains("/dev/full rw", "/dev/net/tun rwm");
    assertThat(host.run("systemctl", "show", "container@files", "-P", "TimeoutStartUSec"))
        .isEqualTo("2min");
    host.within("files", "test", "-c", "/dev/net/tun");
    long rights =
        Long.parseUnsignedLong(
            host.within("files", "sed", "-n", "s/^CapBnd:\\s*//p", "/proc/1/status"), 16);
    assertThat(rights & (1L << 25)).as("CAP_SYS_TIME").isNotZero();
    assertThat(rights & (1L << 12)).as("CAP_NET_ADMIN").isNotZero();
    assertThat(rights & (1L << 16)).as("CAP_SYS_MODULE").isZero();
    assertThat(
            host.within(
                "files", "systemctl", "show", "background.slice", "-P", "CPUQuotaPerSecUSec"))
        .isEqualTo("200ms");
    assertThat(host.within("files", "systemctl", "show", "worker", "-P", "ControlGroup"))
        .contains("background.slice");
    limitHoldsWhereItIsDelegated();
  }

  /** The kernel of this machine may not give the controller to a host in a container. */
  private static void limitHoldsWhereItIsDelegated() throws IOException {
    String group = host.within("files", "cat", "/sys/fs/cgroup/cgroup.controllers");
    if (group.contains("cpu")) {
      assertThat(host.within("files", "cat", "/sys/fs/cgroup/background.slice/cpu.max"))
          .isEqualTo("20000 100000");
    }
    if (host.run("cat", "/sys/fs/cgroup/cgroup.controllers").contains("memory")) {
      assertThat(host.run("cat", "/sys/fs/cgroup/machine.slice/container@files.service/memory.max"))
          .isEqualTo(Long.toString(1L << 30));
    }
  }

  @Test
  @Order(11)
  void aContainerHasItsOwnPackagesAndTheUnifiedHierarchy() {
    assertThat(host.within("files", "hello")).isEqualTo("custom");
    assertThat(host.within("files", "stat", "-f", "-c", "%T", "/sys/fs/cgroup"))
        .isEqualTo("cgroup2fs");
  }

  @Test
  @Order(12)
  void usersOfAContainerAreNotTheHosts() throws IOException {
    assertThat(host.within("mapped", "id", "-u")).isEqualTo("0");
    assertThat(host.within("mapped", "stat", "-c", "%u", "/etc", "/usr/bin/su", "/nix/store"))
        .isEqualTo("0\n0\n0");
    int shift =
        Integer.parseInt(
            host.within(
                "mapped",
                "sh",
                "-c",
                "read inside outside count < /proc/self/uid_map; echo $outside"));
    assertThat(shift).isGreaterThanOrEqualTo(0x80000);
    // On the disk the files are root's, so that a switch can change them.
    assertThat(host.run("stat", "-c", "%u", "/var/lib/nixos-containers/mapped/etc")).isEqualTo("0");
    assertThat(page("http://10.12.0.2/")).isEqualTo(PAGE);
  }

  @Test
  @Order(13)
  void anExistingNamespaceIsJoined() throws IOException {
    String namespace = host.run("ip", "netns", "exec", "shared", "readlink", "/proc/self/ns/net");
    assertThat(host.within("joined", "readlink", "/proc/self/ns/net")).isEqualTo(namespace);
  }

  @Test
  @Order(14)
  void containersNest() throws IOException {
    assertThat(
            host.run("systemd-run", "-q", "--pipe", "--machine=outer", "--", "machinectl", "list"))
        .contains("inner");
    assertThat(host.within("outer", "systemctl", "is-active", "container@inner"))
        .isEqualTo("active");
    assertThat(
            host.within(
                "outer", "systemd-run", "-q", "--pipe", "--machine=inner", "--", "hostname"))
        .isEqualTo("inner");
    assertThat(host.within("outer", "ls", "/nix/var/nix/profiles/per-container/inner"))
        .contains("system");
  }

  @Test
  @Order(15)
  void anEphemeralContainerForgets() throws IOException {
    host.container("start", "routed").ok();
    assertThat(host.container("show-ip", "routed").ok()).isEqualTo("10.231.136.2");
    host.run("ping", "-n", "-c", "1", "10.231.136.2");
    assertThat(page("http://10.231.136.2/")).isEqualTo(PAGE);
    assertThat(page("http://[fd10::2]/")).isEqualTo(PAGE);
    host.within("routed", "touch", "/var/lib/mark");
    assertThat(
            host.tryRun("test", "-e", "/var/lib/nixos-containers/routed/var/lib/mark").exitCode())
        .isNotZero();
    host.container("restart", "routed").ok();
    assertThat(host.container("run", "routed", "--", "test", "-e", "/var/lib/mark").exitCode())
        .isEqualTo(1);
  }

  @Test
  @Order(16)
  void portsOfTheHostLeadToTheContainer() throws IOException {
    assertThat(page("http://10.231.136.1:10080/")).isEqualTo(PAGE);
    assertThat(page("http://203.0.113.2:10080/")).isEqualTo(PAGE);
    assertThat(
            host.run(
                "ip",
                "netns",
                "exec",
                "elsewhere",
                "curl",
                "-sf",
                "--max-time",
                "5",
                "http://203.0.113.2:10080/"))
        .isEqualTo(PAGE);
    // Translated on its way out: the other machine knows no route back to the container.
    host.within("routed", "ping", "-n", "-c", "1", "-W", "5", "203.0.113.1");
    assertThat(host.run("nft", "list", "tables"))
        .contains("table inet firn-nat", "table inet firn-firewall");
  }

  @Test
  @Order(17)
  void namesAreResolvedThroughTheServersBehindTheHostsResolver() throws IOException {
    assertThat(host.run("cat", "/etc/resolv.conf")).contains("nameserver 127.0.0.53");
    for (String name : List.of("routed", "files")) {
      assertThat(host.within(name, "getent", "hosts", "outside.example")).startsWith("203.0.113.7");
    }
    assertThat(host.within("routed", "cat", "/etc/resolv.conf"))
        .contains("nameserver 203.0.113.1")
        .doesNotContain("127.0.0");
  }

  @Test
  @Order(18)
  void aStoppedContainerIsGoneFromTheNetwork() throws IOException {
    host.container("stop", "routed").ok();
    assertThat(host.container("status", "routed").ok()).isEqualTo("down");
    assertThat(host.tryRun("curl", "-sf", "--max-time", "2", "http://10.231.136.2/").exitCode())
        .isNotZero();
    assertThat(
            host.tryRun("curl", "-sf", "--max-time", "2", "http://203.0.113.2:10080/").exitCode())
        .isNotZero();
    assertThat(host.tryRun("ip", "link", "show", "ve-routed").exitCode()).isNotZero();
    host.container("terminate", "macvlan-1").ok();
    assertThat(host.container("status", "macvlan-1").ok()).isEqualTo("down");
    host.container("start", "macvlan-1").ok();
  }

  @Test
  @Order(19)
  void exitCodesAndNamesArePassedOn() {
    assertThat(host.container("run", "files", "--", "sh", "-c", "exit 42").exitCode())
        .isEqualTo(42);
    assertThat(host.nixosContainer("run", "files", "cat", "/etc/check").ok()).isEqualTo("one");
    assertThat(host.container("run", "files", "--", "no-such-command").exitCode()).isEqualTo(127);
    ContainerHost.Said unknown = host.container("start", "bridgd");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.EXPRESSION);
    assertThat(unknown.err())
        .startsWith("error: there is no container 'bridgd'\n       did you mean bridged");
    assertThat(host.container("status", "bridgd").out()).isEqualTo("gone\n");
    assertThat(host.container("run", "routed", "--", "true").err())
        .contains("does not run", "firn container start routed");
    assertThat(host.container("show-ip", "files").err()).contains("has no address of its own");
    assertThat(host.container("start", "../etc").err()).contains("cannot be a container's name");
  }

  @Test
  @Order(20)
  void aDeclaredContainerIsTheConfigurations() {
    ContainerHost.Said destroyed = host.container("destroy", "bridged");
    assertThat(destroyed.exitCode()).isEqualTo(ExitCode.EXPRESSION);
    assertThat(destroyed.err())
        .contains("declared", "remove containers.bridged from the configuration");
    assertThat(host.nixosContainer("destroy", "bridged").exitCode()).isNotZero();
    assertThat(host.container("update", "bridged").err())
        .contains("change containers.bridged in the configuration");
    assertThat(host.container("status", "bridged").ok()).isEqualTo("up");
  }

  @Test
  @Order(21)
  void undeclaredContainersAreMadeAndDestroyed() throws IOException {
    String first = host.container("create", "box", "--ensure-unique-name").ok();
    String second = host.container("create", "box", "--ensure-unique-name").ok();
    assertThat(List.of(first, second)).containsExactly("box", "box-0");
    assertThat(host.container("show-ip", first).ok())
        .isNotEqualTo(host.container("show-ip", second).ok());
    // Folders of others within theirs.
    host.run("sh", "-c", "mkdir /precious && echo important > /precious/data");
    for (String name : List.of(first, second)) {
      String inside = "/var/lib/nixos-containers/" + name + "/very/important";
      host.run("mkdir", "-p", inside);
      host.run("mount", "--bind", "/precious", inside);
    }
    host.container("start", first).ok();
    assertThat(host.within(first, "uname")).isEqualTo("Linux");
    host.run("ping", "-n", "-c", "1", host.container("show-ip", first).ok());
    host.container("stop", first).ok();
    host.container("start", first).ok();
    assertThat(host.within(first, "hostname")).isEqualTo(first);
    for (String name : List.of(first, second)) {
      host.container("destroy", name).ok();
      isGone(name);
    }
    assertThat(host.run("cat", "/precious/data")).isEqualTo("important");
  }

  @Test
  @Order(22)
  void anUndeclaredContainerIsUpdatedInPlaceAndLeftAlone() throws IOException {
    Path module = host.folder().resolve("own.nix");
    Files.writeString(
        module,
        "{ systemd.tmpfiles.rules = [ \"d /foo - - - - -\" ]; environment.etc.mark.text = \"one\";"
            + " systemd.services.foo = { serviceConfig.Type = \"oneshot\"; serviceConfig.RemainAfterExit = true;"
            + " script = \"ls -al /foo\"; wantedBy = [ \"multi-user.target\" ]; }; }");
    host.container(
            "create",
            "own",
            "--config-file",
            module.toString(),
            "--auto-start",
            "--port",
            "tcp:10443:80")
        .ok();
    assertThat(host.run("cat", "/etc/nixos-containers/own.conf"))
        .contains("PRIVATE_NETWORK=1", "HOST_PORT=tcp:10443:80", "AUTO_START=1");
    host.run("test", "-e", "/etc/systemd/system/multi-user.target.wants/container@own.service");
    host.container("start", "own").ok();
    assertThat(host.within("own", "systemctl", "is-active", "foo")).isEqualTo("active");
    assertThat(host.run("nft", "list", "tables")).contains("firn-container-own");
    String leader = host.run("machinectl", "show", "own", "--property=Leader");
    host.container("update", "own", "--config", "environment.etc.mark.text = \"two\";").ok();
    assertThat(host.within("own", "cat", "/etc/mark")).isEqualTo("two");
    assertThat(host.run("machinectl", "show", "own", "--property=Leader")).isEqualTo(leader);
    // A boot starts what multi-user.target wants.
    host.container("stop", "own").ok();
    host.run("systemctl", "start", "multi-user.target");
    assertThat(host.container("status", "own").ok()).isEqualTo("up");
    // What cannot be built changes nothing.
    assertThat(host.container("update", "own", "--config", "no.such.option = 1;").exitCode())
        .isEqualTo(ExitCode.EXPRESSION);
    assertThat(host.within("own", "cat", "/etc/mark")).isEqualTo("two");
    host.container("update", "own").ok();
    assertThat(host.within("own", "cat", "/etc/mark")).isEqualTo("two");
  }

  @Test
  @Order(23)
  void aFailedCreateLeavesNothing() throws IOException {
    Path broken = host.folder().resolve("broken.nix");
    Files.writeString(
        broken, "{ assertions = [ { assertion = false; message = \"I never evaluate\"; } ]; }");
    ContainerHost.Said said = host.container("create", "b0rk", "--config-file", broken.toString());
    assertThat(said.exitCode()).isEqualTo(ExitCode.EXPRESSION);
    assertThat(said.err()).contains("I never evaluate");
    isGone("b0rk");
    assertThat(host.container("create", "own").err()).contains("exists already");
    assertThat(host.container("create", "a/b").err()).contains("cannot be a container's name");
    assertThat(host.container("create", "x", "--host-address", "10.0.0.1").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(host.container("create", "x", "--port", "web").err()).contains("is not a port");
    isGone("x");
    assertThat(host.nixosContainer("destroy", "b0rk").exitCode()).isZero();
    assertThat(host.container("destroy", "b0rk").exitCode()).isEqualTo(ExitCode.EXPRESSION);
  }

  @Test
  @Order(25)
  void anOciContainerHasStartedWhenItIsHealthy() throws IOException {
    assertThat(page("http://127.0.0.1:8181/")).isEqualTo("hello from served");
    long begun =
        monotonic("podman-db", "ExecMainStartTimestampMonotonic", "InactiveExitTimestampMonotonic");
    long ready =
        monotonic("podman-db", "ActiveEnterTimestampMonotonic", "ActiveEnterTimestampMonotonic");
    assertThat(ready - begun).as("microseconds until it was healthy").isGreaterThan(3_000_000);
    // The one that depends on it begins only then.
    assertThat(
            monotonic(
                "podman-app", "InactiveExitTimestampMonotonic", "InactiveExitTimestampMonotonic"))
        .isGreaterThanOrEqualTo(ready);
    assertThat(host.run("systemctl", "show", "podman-app", "-P", "Requires"))
        .contains("podman-db.service");
    assertThat(host.run("systemctl", "show", "podman-db", "-P", "Restart")).isEqualTo("always");
  }

  private static long monotonic(String unit, String first, String second) throws IOException {
    long one = Long.parseLong(host.run("systemctl", "show", unit, "-P", first));
    long two = Long.parseLong(host.run("systemctl", "show", unit, "-P", second));
    return Math.min(one, two);
  }

  @Test
  @Order(26)
  void optionsOfAnOciContainerTakeEffect() throws IOException {
    String data = host.run("podman", "volume", "inspect", "data", "--format", "{{.Mountpoint}}");
    assertThat(host.run("cat", data + "/env"))
        .contains("GREETING=hello world", "SECRET=hidden", "HOSTNAME=front");
    assertThat(host.run("cat", data + "/user", data + "/name")).isEqualTo("1000\nfront");
    assertThat(host.run("podman", "inspect", "app", "--format", "{{.Config.WorkingDir}}"))
        .isEqualTo("/www");
    String app = host.run("podman", "inspect", "app");
    assertThat(app).contains("\"org.example.role\": \"front\"", "\"backend\": {", "journald");
    assertThat(host.run("podman", "exec", "app", "ls", "-l", "/dev/nothing")).contains("1,   3");
    assertThat(host.run("podman", "inspect", "app", "--format", "{{.BoundingCaps}}"))
        .contains("CAP_NET_ADMIN")
        .doesNotContain("CAP_CHOWN");
    assertThat(host.run("podman", "ps", "--all", "--format", "{{.Names}}")).doesNotContain("spare");
  }

  @Test
  @Order(27)
  void anOciContainerIsRemovedWhenItStopsUnlessItIsKept() throws IOException {
    host.run("systemctl", "start", "spare-part");
    assertThat(host.run("podman", "inspect", "spare", "--format", "{{.HostConfig.Privileged}}"))
        .isEqualTo("true");
    host.run("systemctl", "stop", "podman-app");
    assertThat(host.tryRun("podman", "container", "exists", "app").exitCode()).isEqualTo(1);
    host.run("podman", "volume", "exists", "data");
    host.run("systemctl", "start", "podman-app");
    host.run("systemctl", "stop", "spare-part");
    assertThat(host.tryRun("podman", "container", "exists", "spare").exitCode()).isZero();
    // Short names are looked up where the configuration says.
    assertThat(host.tryRun("podman", "pull", "nothing-of-that-name").err())
        .contains("registry.invalid");
  }

  @Test
  @Order(29)
  void theInitItselfSaysWhatSystemctlSays() throws IOException {
    Machine machine = host.machine();
    try (Machine files = container("files");
        Machine mapped = container("mapped")) {
      machine.bus(LIMIT).close();
      files.bus(LIMIT).close();
      // Its root is another user than this one, whom its init does not let in.
      assertThatThrownBy(() -> mapped.bus(LIMIT)).isInstanceOf(IOException.class);
      for (Machine each : List.of(machine, files, mapped)) {
        Map<String, UnitState> listed = each.systemctl().activity(List.of());
        List<String> asked = new ArrayList<>(listed.keySet());
        // One that is not loaded, one that is nowhere, and one by another of its names.
        asked.addAll(List.of("debug-shell.service", "absent.service", "default.target"));
        Map<String, UnitState> said = each.systemctl().states(asked);
        Map<String, UnitState> shown = shown(each, asked);
        assertThat(said.keySet()).isEqualTo(shown.keySet()).contains("multi-user.target");
        assertThat(said.entrySet())
            .as("what %s says of its units", each.name())
            .filteredOn(unit -> !unit.getValue().equals(shown.get(unit.getKey())))
            // Timers may go off between the two questions.
            .hasSizeLessThan(3);
        assertThat(listed.entrySet())
            .filteredOn(unit ->
                !unit.getValue()
                    .active()
                    .equals(shown.getOrDefault(unit.getKey(), UnitState.ABSENT).active()))
            .hasSizeLessThan(3);
        assertThat(each.systemctl().state())
            .isEqualTo(each.run(LIMIT, List.of("systemctl", "is-system-running")).output().strip());
      }
      assertThat(machine.systemctl().mainPid("container@files.service"))
          .isEqualTo(
              Integer.parseInt(
                  host.run("systemctl", "show", "--value", "-P", "MainPID", "container@files")));
    }
  }

  private static Machine container(String name) throws IOException {
    return host.machine()
        .container(name, "/var/lib/nixos-containers/" + name, "container@" + name + ".service");
  }

  private static Map<String, UnitState> shown(Machine machine, List<String> units)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of("systemctl", "show", "--property=" + UnitStates.PROPERTIES, "--"));
    command.addAll(units);
    return UnitStates.parse(machine.run(LIMIT, command).output());
  }

  private static void isGone(String name) throws IOException {
    assertThat(host.container("list").ok().lines()).doesNotContain(name);
    for (String path :
        List.of(
            "/var/lib/nixos-containers/" + name,
            "/nix/var/nix/profiles/per-container/" + name,
            "/nix/var/nix/gcroots/per-container/" + name,
            "/etc/nixos-containers/" + name + ".conf",
            "/etc/systemd/system/container@" + name + ".service")) {
      assertThat(host.tryRun("test", "-e", path).exitCode()).as(path).isNotZero();
    }
  }

  @Test
  @Order(30)
  void contentsChangeInPlaceAndBridgesKeepTheirMembers() throws IOException {
    String leader = host.run("machinectl", "show", "files", "--property=Leader");
    String bridged = host.run("machinectl", "show", "bridged", "--property=Leader");
    List<Step> steps = host.switchTo("2-changed.nix");
    assertThat(steps)
        .filteredOn(step -> step.action() == Action.RESTART || step.action() == Action.STOP)
        .extracting(step -> step.subject().text())
        .doesNotContain("container@files.service", "container@bridged.service")
        .contains("container@joined.service");
    assertThat(host.within("files", "cat", "/etc/check")).isEqualTo("two");
    assertThat(host.within("files", "systemctl", "is-active", "nginx")).isEqualTo("active");
    assertThat(host.run("machinectl", "show", "files", "--property=Leader")).isEqualTo(leader);
    assertThat(host.run("machinectl", "show", "bridged", "--property=Leader")).isEqualTo(bridged);
    assertThat(host.run("ip", "link", "show", "loose")).contains("master br0");
    assertThat(host.run("cat", "/run/firn/bridges/br0")).isEqualTo("loose");
    host.run("ping", "-n", "-c", "1", "192.168.0.100");
    assertThat(host.container("status", "joined").out()).isEqualTo("gone\n");
    host.run("test", "-d", "/var/lib/nixos-containers/joined/var");
    assertThat(host.container("status", "own").ok()).isEqualTo("up");
  }

  @Test
  @Order(31)
  void goingBackKeepsThemTooAndStopsWhatCame() throws IOException {
    host.switchTo("configuration.nix");
    assertThat(host.within("files", "cat", "/etc/check")).isEqualTo("one");
    assertThat(host.container("run", "files", "--", "systemctl", "status", "nginx").exitCode())
        .isNotZero();
    assertThat(host.run("ip", "link", "show", "loose")).doesNotContain("master br0");
    host.run("ping", "-n", "-c", "1", "192.168.0.100");
  }

  private static String page(String url) throws IOException {
    return host.run("curl", "--silent", "--fail", "--max-time", "10", url);
  }
}
