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
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
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
    for (String name : List.of("base", "one", "two", "broken", "impossible")) {
      Files.copy(CONFIGURATIONS.resolve(name + ".nix"), temporary.resolve(name + ".nix"));
    }
    Path installed = temporary.resolve("installed");
    Installation.at(installed);
    RebuildOptions options = TestStore.options(temporary.resolve("one.nix"));
    try (Session session = options.open(Terminal.ofProcess())) {
      StorePath base =
          new SystemConfiguration(session, temporary.resolve("base.nix"), RebuildTry.OWN_ROOT)
              .build();
      for (String name : List.of("one", "two", "broken", "impossible")) {
        new SystemConfiguration(session, temporary.resolve(name + ".nix"), List.of()).build();
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
    for (String name : List.of("one.nix", "two.nix", "broken.nix", "impossible.nix", "firn.lock")) {
      Files.copy(temporary.resolve(name), nixos.resolve(name));
    }
    archiveIndexes();
    SortedMap<String, String> found = snapshot();

    adopt();
    aSavedPlanHoldsOnlyWhileNothingChanges();
    driftIsFoundAndRestored();
    whatFailsIsUndone();
    whatIsImpossibleIsRefused();
    aTestEndsWithTheNextBoot();
    aCutOffSwitchIsUndoneAtBoot();
    whatIsNotConfirmedIsUndone();
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
    SortedMap<String, String> before = snapshot();
    CommandResult refused = rebuild("switch", "impossible");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.EXPRESSION);
    assertThat(refused.errors())
        .contains("containers.box.bindMounts.\"/data\".hostPath (/etc/nixos/impossible.nix:")
        .contains("/srv/absent does not exist")
        .contains("the network interface eth77 does not exist")
        .contains("systemd.sockets.taken.listenStreams (/etc/nixos/impossible.nix:")
        .contains("the tcp port 8099 is taken by busybox")
        .contains("stranger.service");
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

  private void whatIsNotConfirmedIsUndone() throws Exception {
    SortedMap<String, String> before = snapshot();
    assertThat(rebuild("switch", "one", "--confirm", "3").exitCode()).isZero();
    assertThat(system()).isEqualTo(two);
    for (int i = 0; i < 150 && !snapshot().equals(before); i++) {
      Thread.sleep(200);
    }
    assertSame("undone by the watcher", before);
    assertThat(ownService()).contains("1000002");

    assertThat(rebuild("switch", "one", "--confirm", "120").exitCode()).isZero();
    assertThat(rebuild("switch", "two").errors()).contains("waits to be confirmed");
    assertThat(firn("rebuild", "confirm").exitCode()).isZero();
    assertThat(system()).isEqualTo(one);
    assertThat(ownService()).contains("1000001");
  }

  private void generationsComeAndGo() throws IOException {
    assertThat(firn("rebuild", "rollback").exitCode()).isZero();
    assertThat(system()).isEqualTo(two);
    assertThat(firn("rebuild", "list-generations").output()).contains("2 current");
    assertThat(rebuild("boot", "one").exitCode()).isZero();
    assertThat(read("etc/owner/first/file")).as("not before the boot").isEqualTo("two\n");
    host.reboot(false);
    assertThat(read("etc/owner/first/file")).isEqualTo("one\n");
    assertThat(system()).isEqualTo(one);
    assertThat(rebuild("switch", "one", "--specialisation", "quiet").exitCode()).isZero();
    assertThat(run("systemctl", "show", "-P", "LoadState", "own")).isEqualTo("masked");
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
    return run("readlink", "/run/current-system");
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
