package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import firn.manifest.EtcEntry;
import firn.manifest.LoadedSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Switching another machine over a real ssh connection: a server on loopback, behind which Firn
 * acts on a root file system and a store of their own.
 */
final class RemoteSwitchTest {
  private static final String CONFIGURATION =
      """
      { pkgs, ... }:
      {
        networking.hostName = "far";
        system.stateVersion = "24.11";
        environment.etc."owner/file".text = "far away\\n";
      }
      """;

  @TempDir Path folder;

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private SshServer server;

  /** What a command said, standard error included. */
  private record Said(int code, String text) {}

  @BeforeEach
  void serve() throws IOException, InterruptedException {
    assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)
            && Files.isDirectory(Path.of("/etc/apt"))
            && SshServer.isHere(),
        "SKIPPED: not root, no apt sources, or no openssh-server");
    Installation.at(folder.resolve("installed"));
    Files.createDirectory(folder.resolve("target"));
    Files.createDirectory(folder.resolve("bin"));
    script(
        "bin/firn",
        """
        #!/bin/sh
        export FIRN_NO_AOT=1
        case $1 in
          store) action=$2; shift 2; exec %1$s/installed/firn store "$action" --store %1$s/target "$@" ;;
          rebuild) action=$2; shift 2; exec %1$s/installed/firn rebuild "$action" --root %1$s/target "$@" ;;
        esac
        """
            .formatted(folder));
    server = new SshServer(folder, "PATH=%s/bin:/usr/bin:/bin".formatted(folder));
  }

  @AfterEach
  void end() throws InterruptedException {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aSystemBuiltHereIsCopiedAndSwitchedThere() throws IOException, InterruptedException {
    Path configuration = Files.writeString(folder.resolve("configuration.nix"), CONFIGURATION);
    Said switched = rebuild("switch", "--config", configuration.toString());
    assertThat(switched.code).as(switched.text).isZero();
    assertThat(switched.text).containsPattern("[1-9][0-9]* paths copied to root@127.0.0.1");
    Path target = folder.resolve("target");
    assertThat(owned()).isEqualTo("far away\n");
    assertThat(target.resolve("nix/var/nix/profiles/system-1-link")).isSymbolicLink();

    Files.writeString(configuration, CONFIGURATION.replace("far away", "farther"));
    Said again = rebuild("switch", "--config", configuration.toString());
    assertThat(again.code).as(again.text).isZero();
    assertThat(owned()).isEqualTo("farther\n");
    int first = copied(switched);
    assertThat(copied(again)).as("only what is new").isLessThan(first);

    Said back = rebuild("switch", "--rollback");
    assertThat(back.code).as(back.text).isZero();
    assertThat(owned()).isEqualTo("far away\n");
    Said verified = run(Map.of(), path("bin/firn"), "store", "verify", "--check-contents");
    assertThat(verified.code).as(verified.text).isZero();
    whatALostConnectionLeavesIsUndone(configuration);
  }

  /** Nobody who could confirm reaches the machine any more: it takes the switch back by itself. */
  private void whatALostConnectionLeavesIsUndone(Path configuration)
      throws IOException, InterruptedException {
    Process client =
        start(
            Map.of("NIX_SSHOPTS", server.options()),
            path("installed/firn"),
            "rebuild",
            "switch",
            "--confirm",
            "5",
            "--target-host",
            "root@127.0.0.1",
            "--store",
            TestStore.folder(),
            "--config",
            configuration.toString());
    for (int i = 0; i < 6000 && !owned().equals("farther\n"); i++) {
      assertThat(i).as(log("said")).isLessThan(5999);
      Thread.sleep(50);
    }
    client.descendants().forEach(ProcessHandle::destroyForcibly);
    client.destroyForcibly().waitFor();
    Path journal = folder.resolve("target/var/lib/firn/journal/current");
    for (int i = 0; i < 1800 && Files.exists(journal); i++) {
      Thread.sleep(100);
    }
    assertThat(journal).doesNotExist();
    assertThat(owned()).isEqualTo("far away\n");
    Path profile = folder.resolve("target/nix/var/nix/profiles/system");
    assertThat(Files.readSymbolicLink(profile).getFileName()).hasToString("system-1-link");
  }

  @Test
  void aSystemThatIsBuiltThereIsCopiedBack() throws IOException, InterruptedException {
    // The other machine has packages already, this one has nothing.
    script(
        "bin/firn",
        """
        #!/bin/sh
        export FIRN_NO_AOT=1
        action=$2; shift 2; exec %s/installed/firn store "$action" --store %s "$@"
        """
            .formatted(folder, TestStore.folder()));
    String unique = "built there at " + System.nanoTime();
    Path configuration =
        Files.writeString(
            folder.resolve("configuration.nix"), CONFIGURATION.replace("far away", unique));
    Path here = folder.resolve("here");
    Said built =
        ssh(
            "build",
            "--build-host",
            "root@127.0.0.1",
            "--store",
            here.toString(),
            "--config",
            configuration.toString());
    assertThat(built.code).as(built.text).isZero();
    assertThat(built.text).containsPattern("[1-9][0-9]* paths copied from root@127.0.0.1");
    String system = built.text.lines().toList().getLast();
    EtcEntry file =
        Objects.requireNonNull(
            LoadedSystem.read(system, path -> here.resolve("./" + path))
                .manifest()
                .etc()
                .get("owner/file"));
    assertThat(here.resolve("./" + file.source())).hasContent(unique + "\n");
    Said verified =
        run(Map.of(), path("installed/firn"), "store", "verify", "--store", here.toString());
    assertThat(verified.code).as(verified.text).isZero();
  }

  @Test
  void whatKeepsItFromSwitchingIsSaid() throws IOException, InterruptedException {
    Path configuration = Files.writeString(folder.resolve("configuration.nix"), CONFIGURATION);
    Files.delete(folder.resolve("bin/firn"));
    Said none = rebuild("switch", "--config", configuration.toString());
    assertThat(none.code).isEqualTo(ExitCode.BUILD);
    assertThat(none.text).contains("there is no firn on root@127.0.0.1");
    server.close();
    Said gone = rebuild("switch", "--config", configuration.toString());
    assertThat(gone.code).isEqualTo(ExitCode.BUILD);
    assertThat(gone.text).contains("root@127.0.0.1 could not be reached");
    assertThat(folder.resolve("target")).isEmptyDirectory();
  }

  /** What the other machine would read: its links are into its own store. */
  private String owned() throws IOException {
    Path target = folder.resolve("target");
    Path link = Files.readSymbolicLink(target.resolve("etc/owner/file"));
    return Files.readString(target.resolve("./" + link));
  }

  private static int copied(Said said) {
    return said.text
        .lines()
        .filter(line -> line.contains(" copied to "))
        .mapToInt(line -> Integer.parseInt(line.substring(0, line.indexOf(' '))))
        .sum();
  }

  private Said rebuild(String action, String... more) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("--target-host", "root@127.0.0.1", "--store", TestStore.folder()));
    arguments.addAll(List.of(more));
    return ssh(action, arguments.toArray(String[]::new));
  }

  /** An action that reaches the server. */
  private Said ssh(String action, String... more) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(path("installed/firn"), "rebuild", action));
    command.addAll(List.of(more));
    return run(Map.of("NIX_SSHOPTS", server.options()), command.toArray(String[]::new));
  }

  private Said run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Process process = start(environment, command);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(String.join(" ", command)).isTrue();
    return new Said(process.exitValue(), log("said"));
  }

  private Process start(Map<String, String> environment, String... command) throws IOException {
    Path said = folder.resolve("said");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Making a cache for an installation that lasts a minute would take most of it.
    builder.environment().put("FIRN_NO_AOT", "1");
    builder.environment().putAll(environment);
    builder.redirectOutput(said.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private void script(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String log(String name) throws IOException {
    return Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1);
  }
}
