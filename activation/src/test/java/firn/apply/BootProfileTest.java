package firn.apply;

import static org.assertj.core.api.Assertions.assertThat;

import firn.machine.HostMachine;
import firn.machine.Machine;
import firn.tryhost.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The profile that was switched to last is the one that boots. */
final class BootProfileTest {
  private static final String OTHER = Generations.named("other");

  @TempDir Path temporary;

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private StoreFixture store;

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private String one;

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private String two;

  /** What a kill looks like from within: nothing of Firn's catches it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @BeforeEach
  void needsRoot() throws IOException {
    Assumptions.assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
        "SKIPPED: owners of files can only be set as root");
    store = new StoreFixture(Files.createDirectory(temporary.resolve("store")), null);
    one = store.system("host").etc("issue", "one").build();
    two = store.system("host").etc("issue", "two").build();
  }

  @Test
  void aSwitchToAnotherProfileMakesItBoot() throws IOException {
    Path root = Files.createDirectory(temporary.resolve("root"));
    to(root, one, Generations.SYSTEM, -1);
    assertThat(root.resolve("etc/tmpfiles.d")).doesNotExist();
    to(root, two, OTHER, -1);
    booted(root, OTHER, two);
    assertThat(root.resolve("etc/tmpfiles.d/00-firn-boot.conf")).content().contains(OTHER);
    assertThat(root.resolve("nix/var/nix/gcroots/firn-in-force")).doesNotExist();
    to(root, one, OTHER, -1);
    booted(root, OTHER, one);
    // The same system by its own profile again.
    to(root, one, Generations.SYSTEM, -1);
    booted(root, Generations.SYSTEM, one);
    assertThat(root.resolve("etc/tmpfiles.d")).doesNotExist();
    try (Machine machine = HostMachine.at(root)) {
      assertThat(new Generations(machine.files(), Generations.SYSTEM).list()).hasSize(1);
      assertThat(new Generations(machine.files(), OTHER).list()).hasSize(2);
    }
  }

  @Test
  void nothingOfItStaysWhenFirnLeaves() throws IOException {
    Path root = Files.createDirectory(temporary.resolve("root"));
    to(root, one, Generations.SYSTEM, -1);
    to(root, two, OTHER, -1);
    try (Machine machine = HostMachine.at(root);
        Switch change = Switch.plan(machine, null, store::resolve)) {
      Ending leave = new Ending(Ending.Kind.LEAVE, Generations.SYSTEM, null);
      assertThat(change.apply(new Intent(leave, Duration.ZERO, List.of()), Progress.SILENT))
          .isInstanceOf(Outcome.Switched.class);
      assertThat(Generations.inForce(machine.files())).isNull();
    }
    assertThat(root.resolve("etc/tmpfiles.d")).doesNotExist();
    assertThat(root.resolve("nix/var/nix/profiles/system-profiles")).doesNotExist();
  }

  @Test
  void aKillLeadsToOneOfTheTwo() throws IOException {
    int kills = 0;
    for (boolean reached = true; reached; kills++) {
      Path root = Files.createDirectory(temporary.resolve("root-" + kills));
      to(root, one, Generations.SYSTEM, -1);
      reached = false;
      try {
        to(root, two, OTHER, kills);
      } catch (Killed e) {
        reached = true;
      }
      try (Machine machine = HostMachine.at(root)) {
        Recovery.of(machine, store::resolve, Progress.SILENT);
        if (Objects.equals(Generations.inForce(machine.files()), one)) {
          booted(root, Generations.SYSTEM, one);
        } else {
          booted(root, OTHER, two);
        }
      }
    }
    assertThat(kills).isGreaterThan(5);
  }

  private static void booted(Path root, String profile, String system) throws IOException {
    try (Machine machine = HostMachine.at(root)) {
      assertThat(BootProfile.of(machine.files())).isEqualTo(profile);
      assertThat(Generations.booted(machine.files()).current()).isEqualTo(system);
      assertThat(Generations.inForce(machine.files())).isEqualTo(system);
    }
  }

  /**
   * Switches.
   *
   * @param kill the checkpoint at which it is killed, or below zero
   */
  private void to(Path root, String system, String profile, int kill) throws IOException {
    AtomicInteger left = new AtomicInteger(kill);
    Progress progress =
        new Progress() {
          @Override
          public void checkpoint() {
            if (left.getAndDecrement() == 0) {
              throw new Killed();
            }
          }
        };
    Ending ending = new Ending(Ending.Kind.KEEP, profile, null);
    try (Machine machine = HostMachine.at(root);
        Switch change = Switch.plan(machine, system, store::resolve)) {
      assertThat(change.apply(new Intent(ending, Duration.ZERO, List.of()), progress))
          .isInstanceOf(Outcome.Switched.class);
    }
  }
}
