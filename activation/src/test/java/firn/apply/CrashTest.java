package firn.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.machine.HostMachine;
import firn.machine.Machine;
import firn.tryhost.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Firn ends without another word at every point of a switch, of its undoing and of its recovery.
 * The machine must then be, once recovered, wholly the old or wholly the new one.
 */
final class CrashTest {
  @TempDir Path temporary;
  private StoreFixture store;

  /** What a kill looks like from within: nothing of Firn's catches it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Ends the process at the given checkpoint. */
  private static final class Countdown implements Progress {
    private int left;

    Countdown(int left) {
      this.left = left;
    }

    @Override
    public void checkpoint() {
      if (left-- == 0) {
        throw new Killed();
      }
    }
  }

  @BeforeEach
  void needsRoot() throws IOException {
    Assumptions.assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
        "SKIPPED: owners of files can only be set as root");
    store = new StoreFixture(Files.createDirectory(temporary.resolve("store")), null);
  }

  @Test
  void aKillAtAnyPointLeadsToTheOldOrTheNewMachine() throws IOException {
    String one = first();
    String two = second();
    Path oldRoot = machine("old");
    switchTo(oldRoot, one, new Countdown(-1));
    SortedMap<String, String> old = snapshot(oldRoot);
    switchTo(oldRoot, two, new Countdown(-1));
    SortedMap<String, String> now = snapshot(oldRoot);
    assertThat(old).isNotEqualTo(now);

    int kills = 0;
    int backwards = 0;
    boolean reached = true;
    for (int point = 0; reached; point++) {
      Path root = machine("kill-" + point);
      switchTo(root, one, new Countdown(-1));
      assertThat(withoutAge(snapshot(root))).isEqualTo(withoutAge(old));
      reached = killed(root, two, point);
      if (!reached) {
        assertThat(withoutAge(snapshot(root))).isEqualTo(withoutAge(now));
        break;
      }
      kills++;
      // The recovery is killed as well, a little later each time, until it gets through.
      int tries = point % 5 == 0 ? 0 : Integer.MAX_VALUE / 2;
      while (recoveryKilled(root, tries)) {
        tries++;
        assertThat(tries).isLessThan(200);
      }
      kills += point % 5 == 0 ? tries : 0;
      SortedMap<String, String> after = snapshot(root);
      if (withoutAge(after).equals(withoutAge(old))) {
        backwards++;
        assertThat(inForce(root)).isEqualTo(one);
      } else {
        assertThat(withoutAge(after)).as("killed at %d", point).isEqualTo(withoutAge(now));
        assertThat(inForce(root)).isEqualTo(two);
      }
      switchTo(root, two, new Countdown(-1));
      assertThat(withoutAge(snapshot(root))).as("then switched").isEqualTo(withoutAge(now));
    }
    assertThat(backwards).isGreaterThan(20);
    assertThat(kills).isGreaterThan(100);
    System.err.println("kills injected: " + kills);
  }

  @Test
  void aSwitchThatStillRunsIsNotRecoveredFromUnderIt() throws Exception {
    Path root = machine("running");
    switchTo(root, first(), new Countdown(-1));
    assertThat(killed(root, second(), 30)).isTrue();
    SortedMap<String, String> between = snapshot(root);
    try (Machine machine = HostMachine.at(root);
        AutoCloseable running = machine.files().lock("/var/lib/firn/lock")) {
      assertThatThrownBy(() -> Recovery.of(machine, store::resolve, Progress.SILENT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is locked");
      assertThat(snapshot(root)).isEqualTo(between);
    }
  }

  @Test
  void whatFirnReplacedComesBackWhenItIsNoLongerDeclared() throws IOException {
    Path root = machine("back");
    SortedMap<String, String> found = snapshot(root);
    switchTo(root, second(), new Countdown(-1));
    assertThat(Files.isSymbolicLink(root.resolve("etc/motd"))).isTrue();
    switchTo(root, store.system("host").build(), new Countdown(-1));
    SortedMap<String, String> left = snapshot(root);
    left.keySet()
        .removeIf(path ->
            path.startsWith("nix/")
                || path.startsWith("var/lib/firn/")
                || path.startsWith("var/lib/nixos"));
    assertThat(left).isEqualTo(found);
  }

  private Path machine(String name) throws IOException {
    Path root = Files.createDirectory(temporary.resolve(name));
    Path etc = Files.createDirectory(root.resolve("etc"));
    Files.writeString(etc.resolve("motd"), "of the distribution\n");
    Files.writeString(Files.createDirectory(etc.resolve("folder")).resolve("file"), "kept\n");
    Files.writeString(etc.resolve("passwd"), "root:x:0:0:root:/root:/bin/bash\n");
    Files.writeString(etc.resolve("group"), "root:x:0:\nusers:x:100:\n");
    Files.writeString(etc.resolve("shadow"), "root:*:19000:0:99999:7:::\n");
    return root;
  }

  private String first() throws IOException {
    String inside =
        store
            .system("web")
            .etc("page", "8080")
            .unit("page.service", "[Service]\nExecStart=/bin/a 8080\n", "multi-user.target")
            .build();
    return store
        .system("host")
        .etc("issue", "one")
        .copy("secret", "one", "0600")
        .group("people", 2000)
        .user("alice", 1000, "people")
        .unit("gone.service", "[Service]\nExecStart=/bin/true\n", "multi-user.target")
        .unit("own.service", "[Service]\nExecStart=/bin/a\n", "multi-user.target")
        .container("web", inside)
        .build();
  }

  private String second() throws IOException {
    String inside =
        store
            .system("web")
            .etc("page", "8081")
            .etc("more", "more")
            .unit("page.service", "[Service]\nExecStart=/bin/a 8081\n", "multi-user.target")
            .build();
    return store
        .system("host")
        .etc("motd", "two")
        .etc("folder", "a file where a folder was")
        .copy("secret", "two", "0640")
        .group("people", 2000)
        .user("bob", null, "people")
        .unit("own.service", "[Service]\nExecStart=/bin/b\n", "graphical.target")
        .unit("new.service", "[Service]\nExecStart=/bin/c\n", "multi-user.target")
        .container("web", inside)
        .container("fresh", inside)
        .build();
  }

  private void switchTo(Path root, String system, Progress progress) throws IOException {
    try (Machine machine = HostMachine.at(root);
        Switch change = Switch.plan(machine, system, store::resolve)) {
      assertThat(change.apply(progress)).isInstanceOf(Outcome.Switched.class);
    }
  }

  private static @Nullable String inForce(Path root) throws IOException {
    try (Machine machine = HostMachine.at(root)) {
      return Generations.inForce(machine.files());
    }
  }

  private boolean killed(Path root, String system, int point) throws IOException {
    try {
      switchTo(root, system, new Countdown(point));
      return false;
    } catch (Killed e) {
      return true;
    }
  }

  private boolean recoveryKilled(Path root, int point) throws IOException {
    try (Machine machine = HostMachine.at(root)) {
      Recovery recovery = Recovery.of(machine, store::resolve, new Countdown(point));
      if (recovery != null) {
        assertThat(recovery.problems()).isEmpty();
      }
      return false;
    } catch (Killed e) {
      return true;
    }
  }

  /** All files and links: what they hold, who owns them, what may be done to them. */
  private static SortedMap<String, String> snapshot(Path root) throws IOException {
    SortedMap<String, String> out = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        String name = root.relativize(file).toString();
        if (name.equals("var/lib/firn/lock") || name.equals("etc/.pwd.lock")) {
          continue;
        }
        if (Files.isSymbolicLink(file)) {
          out.put(name, "-> " + Files.readSymbolicLink(file));
        } else if (Files.isRegularFile(file)) {
          out.put(
              name,
              Files.readString(file)
                  + Files.readAttributes(file, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS));
        }
      }
    }
    return out;
  }

  /** Without how many generations there have been, and the identity of a machine. */
  private static SortedMap<String, String> withoutAge(SortedMap<String, String> snapshot) {
    SortedMap<String, String> out = new TreeMap<>(snapshot);
    out.keySet().removeIf(path -> path.endsWith("machine-id"));
    out.replaceAll((path, what) -> path.startsWith("nix/") ? "" : what);
    out.keySet().removeIf(path -> path.matches("nix/.*system(-[0-9]+-link)?"));
    return out;
  }
}
