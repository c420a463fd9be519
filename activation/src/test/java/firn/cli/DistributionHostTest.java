package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import firn.cli.rebuild.HostSwitch;
import firn.cli.rebuild.RebuildOptions;
import firn.cli.rebuild.RebuildTry;
import firn.machine.CommandResult;
import firn.manifest.LoadedSystem;
import firn.packages.archive.ArchiveSettings;
import firn.store.StorePath;
import firn.tryhost.DistributionHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Firn on an ordinary Debian with systemd as its init: the commands run inside, and when Firn has
 * left, the root file system is the one it found.
 */
final class DistributionHostTest {
  private static final Path CONFIGURATIONS =
      Path.of(System.getProperty("firn.home")).resolve("testdata/activation/distribution");

  /** What a running system writes by itself, and what the test itself puts there. */
  private static final List<String> NOT_COMPARED =
      List.of(
          "dev",
          "nix",
          "opt",
          "proc",
          "root",
          "run",
          "sys",
          "tmp",
          "var/cache",
          "var/log",
          "var/lib/systemd",
          "var/lib/private",
          "var/tmp",
          "etc/nixos");

  @TempDir Path temporary;

  private final Map<String, String> systems = new TreeMap<>();

  // Set at the start of the one test.
  @SuppressWarnings("NullAway.Init")
  private Path installed;

  // Set at the start of the one test.
  @SuppressWarnings("NullAway.Init")
  private DistributionHost host;

  // Set at the start of the one test.
  @SuppressWarnings("NullAway.Init")
  private String one;

  // Set at the start of the one test.
  @SuppressWarnings("NullAway.Init")
  private String two;

  @Test
  void aMachineIsAdoptedChangedAndLeftAsItWasFound() throws Exception {
    assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)
            && Files.isDirectory(Path.of("/etc/apt")),
        "SKIPPED: not root, or no apt sources");
    for (String name : List.of("base", "one", "two", "broken", "cut", "impossible", "clash")) {
      Files.copy(CONFIGURATIONS.resolve(name + ".nix"), temporary.resolve(name + ".nix"));
    }
    installed = temporary.resolve("installed");
    Installation.at(installed);
    RebuildOptions options = TestStore.options(temporary.resolve("one.nix"));
    try (Session session = options.open(Terminal.ofProcess())) {
      StorePath base =
          new SystemConfiguration(session, temporary.resolve("base.nix"), RebuildTry.OWN_ROOT)
              .build();
      for (String name : List.of("one", "two", "broken", "cut", "impossible")) {
        StorePath built =
            new SystemConfiguration(session, temporary.resolve(name + ".nix"), List.of()).build();
        systems.put(name, built.toString());
      }
      session.keepLock();
      Function<String, Path> store = HostSwitch.resolver(session.store());
      try (DistributionHost booted =
          DistributionHost.boot(
              LoadedSystem.read(base.toString(), store).manifest(),
              store,
              session.root().resolve("nix"),
              installed)) {
        host = booted;
        story();
      }
    }
  }

  private void story() throws Exception {
    Path nixos = Files.createDirectories(host.root().resolve("etc/nixos"));
    for (String name : List.of("one", "two", "broken", "impossible", "clash")) {
      Files.copy(temporary.resolve(name + ".nix"), nixos.resolve(name + ".nix"));
    }
    Files.copy(temporary.resolve("firn.lock"), nixos.resolve("firn.lock"));
    archiveIndexes();
    installFirnAndSudo();
    SortedMap<String, String> found = snapshot();

    adopt();
    aSavedPlanHoldsOnlyWhileNothingChanges();
    driftIsFoundAndRestored();
    whatFailsIsUndone();
    whatIsImpossibleIsRefused();
    aTestEndsWithTheNextBoot();
    aCutOffSwitchIsUndoneAtBoot();
    whatCutsTheMachineOffIsUndone();
    whatIsConfirmedStays();
    generationsComeAndGo();

    assertThat(firn("rebuild", "deactivate").exitCode()).isZero();
    assertSame("left as found", found);
    assertThat(run("systemctl", "is-system-running")).isEqualTo("running");
    host.reboot(false);
    assertSame("and after a boot", found);
  }

  /** What the machine would have downloaded; it has no network. */
  private void archiveIndexes() throws IOException {
    Path there = Files.createDirectories(host.root().resolve("root/.cache/firn/debian/index"));
    try (Stream<Path> indexes = Files.list(ArchiveSettings.defaultCache().resolve("index"))) {
      for (Path index : (Iterable<Path>) indexes::iterator) {
        Files.copy(index, there.resolve(index.getFileName()));
      }
    }
  }

  private void adopt() throws IOException {
    assertThat(rebuild("switch", "one").exitCode()).isZero();
    one = system();
    assertThat(read("etc/owner/first/file")).isEqualTo("one\n");
    assertThat(run("stat", "-c", "%a %U", "/etc/owner/secret")).isEqualTo("600 root");
    assertThat(run("id", "-nG", "alice")).contains("adm").contains("people");
    assertThat(run("getent", "passwd", "www-data")).contains("declared").endsWith(":/bin/sh");
    assertThat(run("systemctl", "show", "-P", "Nice", "cron")).isEqualTo("5");
    assertThat(run("/run/current-system/sw/bin/hello")).contains("Hello, world!");
    assertThat(ownService()).contains("1000001");
    assertThat(rebuild("switch", "one").errors()).contains("nothing to do");
    assertThat(firn("rebuild", "list-generations").output())
        .matches("(?s)Generation.*\\n1 current .*24\\.11.*");
    assertThat(read("etc/systemd/system/firn-recover.service")).isEmpty();
  }

  private void aSavedPlanHoldsOnlyWhileNothingChanges() throws IOException {
    String manager = "user@" + run("id", "-u", "alice").strip() + ".service";
    run("systemctl", "start", manager);
    assertThat(agent()).contains("1000003");
    assertThat(rebuild("plan", "two", "-o", "/root/plan.json").exitCode()).isZero();
    run("systemctl", "stop", "own.service");
    CommandResult refused =
        firn("rebuild", "switch", "--config", "/etc/nixos/two.nix", "--plan", "/root/plan.json");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.EXPRESSION);
    assertThat(refused.errors()).contains("own.service").contains("nothing was changed");
    assertThat(system()).isEqualTo(one);
    run("systemctl", "start", "own.service");
    assertThat(
            firn("rebuild", "switch", "--config", "/etc/nixos/two.nix", "--plan", "/root/plan.json")
                .exitCode())
        .isZero();
    two = system();
    assertThat(two).isNotEqualTo(one);
    assertThat(read("etc/owner/second/file")).isEqualTo("two\n");
    assertThat(ownService()).contains("1000002");
    assertThat(agent()).contains("1000004").endsWith("NeedDaemonReload=no");
    run("systemctl", "stop", manager);
  }

  /** What alice's service manager knows of a unit that all users have. */
  private String agent() throws IOException {
    return run(
            "runuser",
            "-u",
            "alice",
            "--",
            "sh",
            "-c",
            "XDG_RUNTIME_DIR=/run/user/$(id -u) systemctl --user show agent -p ExecStart -p NeedDaemonReload")
        .strip();
  }

  private void driftIsFoundAndRestored() throws IOException {
    assertThat(firn("rebuild", "drift").exitCode()).isZero();
    run("sh", "-c", "rm /etc/owner/first/file; echo mine > /etc/owner/first/file");
    // Not usermod, which leaves copies of the account files beside them.
    run("sh", "-c", "rm /etc/systemd/system/own.service");
    run("sed", "-i", "/^alice:/s|[^:]*$|/bin/false|", "/etc/passwd");
    CommandResult drifted = firn("rebuild", "drift", "--adopt", "/root/drift.nix");
    assertThat(drifted.exitCode()).isEqualTo(ExitCode.EXPRESSION);
    assertThat(drifted.output())
        .contains("/etc/owner/first/file")
        .contains("own.service")
        .contains("user alice");
    assertThat(run("cat", "/root/drift.nix")).contains("text = \"mine\\n\"");
    assertThat(firn("rebuild", "drift", "--restore").exitCode()).isZero();
    assertThat(read("etc/owner/first/file")).isEqualTo("two\n");
    assertThat(run("getent", "passwd", "alice")).doesNotEndWith("/bin/false");
    assertThat(run("cat", "/var/lib/firn/kept/etc/owner/first/file")).isEqualTo("mine");
    run("rm", "-r", "/var/lib/firn/kept/etc/owner");
    assertThat(firn("rebuild", "drift").exitCode()).isZero();
  }

  private void whatFailsIsUndone() throws IOException {
    SortedMap<String, String> before = snapshot();
    assertThat(rebuild("switch", "broken").exitCode()).isEqualTo(ExitCode.UNDONE);
    assertSame("as before", before);
    assertThat(system()).isEqualTo(two);
    assertThat(ownService()).contains("1000002");
  }

  private void whatIsImpossibleIsRefused() throws IOException {
    run(
        "systemd-run",
        "--unit=stranger",
        "/run/current-system/sw/bin/busybox",
        "httpd",
        "-f",
        "-p",
        "8099");
    run("ip", "address", "add", "10.66.0.1/32", "dev", "lo");
    SortedMap<String, String> before = snapshot();
    CommandResult refused = rebuild("switch", "impossible");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.EXPRESSION);
    assertThat(refused.errors())
        .contains("containers.box.bindMounts.\"/data\".hostPath (/etc/nixos/impossible.nix:")
        .contains("/srv/absent does not exist")
        .contains("the network interface eth77 does not exist")
        .contains("containers.box.allowedDevices (/etc/nixos/impossible.nix:")
        .contains("/dev/absent does not exist")
        .contains("containers.box.hostAddress (/etc/nixos/impossible.nix:")
        .contains("the address 10.66.0.1 is in use on lo of this machine")
        .contains("systemd.sockets.taken.listenStreams (/etc/nixos/impossible.nix:")
        .contains("the tcp port 8099 is taken by busybox")
        .contains("stranger.service");
    CommandResult clash = rebuild("switch", "clash");
    assertThat(clash.exitCode()).isEqualTo(ExitCode.EXPRESSION);
    assertThat(clash.errors())
        .contains("containers.second.localAddress is the address 10.66.0.2")
        .contains("containers.first.localAddress (/etc/nixos/clash.nix:")
        .contains("at /etc/nixos/clash.nix:");
    assertSame("nothing was changed", before);
    run("systemctl", "stop", "stranger");
  }

  private void aTestEndsWithTheNextBoot() throws IOException {
    assertThat(rebuild("test", "one").exitCode()).isZero();
    assertThat(system()).isEqualTo(one);
    assertThat(firn("rebuild", "list-generations").output()).contains("2 current");
    host.reboot(true);
    assertThat(system()).isEqualTo(two);
    assertThat(read("etc/owner/first/file")).isEqualTo("two\n");
    assertThat(ownService()).contains("1000002");
    assertThat(read("etc/systemd/system/firn-recover.service")).isEmpty();
  }

  private void aCutOffSwitchIsUndoneAtBoot() throws Exception {
    SortedMap<String, String> before = snapshot();
    Thread switching =
        Thread.ofVirtual()
            .start(() -> {
              try {
                rebuild("switch", "one");
              } catch (IOException e) {
                System.err.println("cut off: " + e.getMessage());
              }
            });
    Path journal = host.root().resolve("var/lib/firn/journal/current");
    // Once the service has stopped, files are being changed.
    while (!Files.exists(journal) || !Files.readString(journal).contains("/etc/owner")) {
      assertThat(switching.isAlive()).isTrue();
      Thread.sleep(5);
    }
    host.reboot(true);
    switching.join();
    assertThat(Files.exists(journal)).isFalse();
    assertSame("as before", before);
    assertThat(system()).isEqualTo(two);
    assertThat(ownService()).contains("1000002");
  }

  /** Switched from another machine over ssh, it cannot be reached any more. */
  private void whatCutsTheMachineOffIsUndone() throws Exception {
    sshServer();
    String cut = Objects.requireNonNull(systems.get("cut"));
    assertThat(firn("store", "delete", cut).exitCode()).isZero();
    SortedMap<String, String> before = snapshot();
    Process client = away("root", "--confirm", "12", "--system", cut);
    for (int i = 0; i < 600 && !run("nft", "list", "tables").contains("inet cut"); i++) {
      assertThat(client.isAlive()).as(said()).isTrue();
      Thread.sleep(100);
    }
    assertThat(ssh("root", "true")).as("reached although it is cut off").isEqualTo(255);
    for (int i = 0; i < 300 && !snapshot().equals(before); i++) {
      Thread.sleep(200);
    }
    assertSame("undone by the watcher", before);
    assertThat(system()).isEqualTo(two);
    assertThat(ownService()).contains("1000002");
    client.descendants().forEach(ProcessHandle::destroyForcibly);
    client.destroyForcibly().waitFor();
    assertThat(said()).contains("1 path copied to root@127.0.0.1");
    assertThat(ssh("root", "true")).as("reached again").isZero();
  }

  /** Switched over ssh by somebody who becomes root there, and confirmed at the machine itself. */
  private void whatIsConfirmedStays() throws Exception {
    Process client = away("alice", "--sudo", "--confirm", "120", "--system", one);
    assertThat(client.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(client.exitValue()).as(said()).isZero();
    assertThat(rebuild("switch", "two").errors()).contains("waits to be confirmed");
    assertThat(firn("rebuild", "confirm").exitCode()).isZero();
    assertThat(system()).isEqualTo(one);
    assertThat(ownService()).contains("1000001");
  }

  /** What an owner has installed: Firn where everybody finds it, and the means to become root. */
  private void installFirnAndSudo() throws IOException {
    run(
        "sh",
        "-c",
        """
        printf '#!/bin/sh\nexport JAVA_HOME=/opt/jdk FIRN_NO_AOT=1 FIRN_JAVA_OPTS=-XX:TieredStopAtLevel=1\nexec /opt/firn/firn "$@"\n' > /usr/local/bin/firn
        chmod 755 /usr/local/bin/firn
        chmod 4755 /usr/bin/sudo
        echo 'alice ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/alice
        chmod 440 /etc/sudoers.d/alice
        """);
  }

  private void sshServer() throws Exception {
    Path key = temporary.resolve("key");
    assertThat(
            new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
                .start()
                .waitFor())
        .isZero();
    String config =
        """
        ListenAddress 127.0.0.1
        HostKey /run/far/host
        AuthorizedKeysFile /run/far/keys
        PidFile none
        StrictModes no
        UsePAM no
        """;
    run(
        "sh",
        "-c",
        """
        mkdir -p /run/sshd /run/far
        printf '%s\n' "$0" > /run/far/keys
        printf '%s' "$1" > /run/far/config
        ssh-keygen -q -t ed25519 -N '' -f /run/far/host
        systemd-run --unit=far-sshd --property=Type=notify /usr/sbin/sshd -D -f /run/far/config
        """,
        Files.readString(temporary.resolve("key.pub")).strip(),
        config);
    assertThat(ssh("root", "firn --version")).isZero();
  }

  /** A command for a shell of the host over ssh, from a machine that shares its network. */
  private int ssh(String user, String command) throws Exception {
    List<String> words = new ArrayList<>(network());
    words.add("ssh");
    words.addAll(List.of(options().split(" ")));
    words.addAll(List.of(user + "@127.0.0.1", command));
    Process process = new ProcessBuilder(words).inheritIO().start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  /** Firn on that machine, which has the store that the systems were built in. */
  private Process away(String user, String... more) throws IOException {
    List<String> words = new ArrayList<>(network());
    words.addAll(
        List.of(
            installed.resolve("firn").toString(),
            "rebuild",
            "switch",
            "--target-host",
            user + "@127.0.0.1",
            "--store",
            TestStore.folder()));
    words.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("FIRN_NO_AOT", "1");
    builder.environment().put("NIX_SSHOPTS", options());
    builder.redirectErrorStream(true).redirectOutput(temporary.resolve("said").toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private List<String> network() {
    return List.of("nsenter", "--net", "--target", Integer.toString(host.machine().leader()), "--");
  }

  private String options() {
    return "-i %s -o UserKnownHostsFile=%s -o StrictHostKeyChecking=accept-new -o BatchMode=yes -o ConnectTimeout=2"
        .formatted(temporary.resolve("key"), temporary.resolve("known_hosts"));
  }

  private String said() throws IOException {
    return Files.readString(temporary.resolve("said"));
  }

  /** As somebody who is not root, with a store of her own to build in. */
  private void becomingRoot(String... arguments) throws IOException {
    String script =
        """
        mkdir -p /var/tmp/alice; chown alice /var/tmp/alice
        firn store export "$0" > /var/tmp/system
        exec runuser -u alice -- env XDG_DATA_HOME=/var/tmp/alice XDG_CACHE_HOME=/var/tmp/alice \
          sh -ec 'firn store import < /var/tmp/system; exec firn "$@"' sh "$@"
        """;
    List<String> command = new ArrayList<>(List.of("sh", "-ec", script, one));
    command.addAll(List.of(arguments));
    CommandResult result = host.machine().run(Duration.ofMinutes(3), command);
    assertThat(result.succeeded()).as(result.errors()).isTrue();
    run("rm", "-rf", "/var/tmp/alice", "/var/tmp/system");
  }

  private void generationsComeAndGo() throws IOException {
    assertThat(firn("rebuild", "rollback").exitCode()).isZero();
    assertThat(system()).isEqualTo(two);
    assertThat(firn("rebuild", "list-generations").output()).contains("2 current");
    assertThat(rebuild("boot", "one", "--profile-name", "other").exitCode()).isZero();
    assertThat(read("etc/owner/first/file")).as("not before the boot").isEqualTo("two\n");
    host.reboot(false);
    assertThat(read("etc/owner/first/file")).isEqualTo("one\n");
    assertThat(system()).isEqualTo(one);
    theLastProfileBoots();
    becomingRoot("rebuild", "switch", "--sudo", "--system", one, "--specialisation", "quiet");
    assertThat(run("systemctl", "show", "-P", "LoadState", "own")).isEqualTo("masked");
  }

  /** Boots need nothing of Firn by then. */
  private void theLastProfileBoots() throws IOException {
    assertThat(read("etc/systemd/system/firn-recover.service")).isEmpty();
    host.reboot(false);
    assertThat(system()).isEqualTo(one);
    assertThat(ownService()).contains("1000001");
    assertThat(firn("rebuild", "drift").exitCode()).isZero();
    assertThat(firn("rebuild", "list-generations").output()).contains("2 current");
    assertThat(firn("rebuild", "list-generations", "--profile-name", "other").output())
        .contains("1 current");
    assertThat(rebuild("switch", "two", "--profile-name", "other").exitCode()).isZero();
    assertThat(system()).isEqualTo(two);
    assertThat(firn("rebuild", "rollback", "--profile-name", "other").exitCode()).isZero();
    assertThat(system()).isEqualTo(one);
  }

  private CommandResult rebuild(String action, String configuration, String... more)
      throws IOException {
    return firn(
        Stream.concat(
                Stream.of("rebuild", action, "--config", "/etc/nixos/" + configuration + ".nix"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private CommandResult firn(String... arguments) throws IOException {
    return host.firn(arguments);
  }

  private String run(String... command) throws IOException {
    return host.machine().run(Duration.ofMinutes(1), List.of(command)).output().strip();
  }

  /** The system in force. */
  private String system() throws IOException {
    return run("readlink", "-f", "/run/current-system");
  }

  private String ownService() throws IOException {
    String pid = run("systemctl", "show", "-P", "MainPID", "own.service");
    return run("sh", "-c", "tr '\\0' ' ' < /proc/" + pid + "/cmdline");
  }

  /** A file as the machine sees it, empty if there is none. */
  private String read(String path) throws IOException {
    CommandResult result = host.machine().run(Duration.ofSeconds(20), List.of("cat", "/" + path));
    return result.succeeded() ? result.output() : "";
  }

  private void assertSame(String what, SortedMap<String, String> expected) throws IOException {
    SortedMap<String, String> now = snapshot();
    List<String> different = new ArrayList<>();
    for (String path :
        Stream.concat(expected.keySet().stream(), now.keySet().stream()).distinct().toList()) {
      if (!Objects.equals(expected.get(path), now.get(path))) {
        different.add(path + ": " + expected.get(path) + " -> " + now.get(path));
      }
    }
    assertThat(different).as(what).isEmpty();
  }

  /** All that is on the root file system: what it holds, who owns it, what may be done to it. */
  private SortedMap<String, String> snapshot() throws IOException {
    SortedMap<String, String> out = new TreeMap<>();
    try (Stream<Path> files = Files.walk(host.root())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = host.root().relativize(file).toString();
        if (NOT_COMPARED.stream().anyMatch(top -> name.equals(top) || name.startsWith(top + "/"))) {
          continue;
        }
        String what =
            Files.readAttributes(file, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS).toString();
        if (Files.isSymbolicLink(file)) {
          what += " -> " + Files.readSymbolicLink(file);
        } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          what +=
              " "
                  + new String(
                      Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        }
        out.put(name, what);
      }
    } catch (java.io.UncheckedIOException e) {
      // A file of the running system came or went meanwhile.
      return snapshot();
    }
    return out;
  }
}
