package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import firn.apply.Outcome;
import firn.apply.Progress;
import firn.apply.Recovery;
import firn.apply.Switch;
import firn.cli.rebuild.HostSwitch;
import firn.cli.rebuild.RebuildOptions;
import firn.machine.Machine;
import firn.manifest.LoadedSystem;
import firn.plan.Plan;
import firn.plan.Step;
import firn.plan.Subject;
import firn.tryhost.TryHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A plan of more than a hundred steps over a host, three containers and two OCI containers, with a
 * fault put in at every point of it. After each, the machine is wholly the old or wholly the new
 * one, and the next switch succeeds. A sample with a fixed seed, for {@code firn.faults.seconds}
 * (100 by default); with {@code -Dfirn.faults=all} every fault at every point, which takes hours.
 * {@code -Dfirn.faults=KIND} takes those of one kind.
 */
final class FaultsTest {
  private static final Path CONFIGURATIONS =
      Path.of(System.getProperty("firn.home")).resolve("testdata/activation/faults");
  private static final List<String> ONE_ROOT =
      List.of("{ lib, ... }: { firn.host.root = lib.mkForce \"closure\"; }");

  @TempDir Path temporary;

  // Set at the start of the one test.
  @SuppressWarnings("NullAway.Init")
  private Function<String, Path> store;

  // Set at the start of the one test.
  @SuppressWarnings("NullAway.Init")
  private Path storeRoot;

  private final String[] systems = new String[2];
  private final LoadedSystem[] loaded = new LoadedSystem[2];
  private final List<SortedMap<String, String>> references = new ArrayList<>();

  @Test
  void afterAnyFaultTheMachineIsWhollyTheOldOrTheNewOne() throws Exception {
    assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)
            && Files.isDirectory(Path.of("/etc/apt")),
        "SKIPPED: not root, or no apt sources");
    for (String name : List.of("common", "before", "after")) {
      Files.copy(CONFIGURATIONS.resolve(name + ".nix"), temporary.resolve(name + ".nix"));
    }
    RebuildOptions options = TestStore.options(temporary.resolve("before.nix"));
    try (Session session = options.open(Terminal.ofProcess())) {
      systems[0] =
          new SystemConfiguration(session, temporary.resolve("before.nix"), ONE_ROOT).build() + "";
      systems[1] =
          new SystemConfiguration(session, temporary.resolve("after.nix"), ONE_ROOT).build() + "";
      session.keepLock();
      store = HostSwitch.resolver(session.store());
      storeRoot = session.root();
      for (int i = 0; i < 2; i++) {
        loaded[i] = LoadedSystem.read(systems[i], store);
      }
      // A disk of its own, small enough to be filled.
      Path disk = Files.createDirectory(temporary.resolve("disk"));
      command("mount", "-t", "tmpfs", "-o", "size=1200m,mode=0755", "firn-faults", disk.toString());
      try (TryHost host =
          TryHost.boot(
              systems[0], store, session.root().resolve("nix/store"), disk, System.err::println)) {
        inject(host);
      } finally {
        command("umount", disk.toString());
      }
    }
  }

  private static void command(String... words) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(words).inheritIO().start().waitFor())
        .as(String.join(" ", words))
        .isZero();
  }

  private void inject(TryHost host) throws Exception {
    switchTo(host, 0);
    data(host.machine());
    int[] points = new int[2];
    for (int round = 0; round < 2; round++) {
      for (int to : new int[] {1, 0}) {
        points[to] = switchTo(host, to);
      }
    }
    references.add(state(host, 0));
    switchTo(host, 1);
    references.add(state(host, 1));
    references.forEach(state -> assertThat(state.get("oci second")).contains(" true STEP="));
    Plan plan = plan(host, 0);
    assertThat(plan.steps()).hasSizeGreaterThan(40);
    System.err.printf("%d steps, %d and %d points%n", plan.steps().size(), points[0], points[1]);

    List<Fault> faults = faults(plan, Math.min(points[0], points[1]));
    String chosen = System.getProperty("firn.faults", "");
    if (!chosen.isEmpty() && !chosen.equals("all")) {
      faults.removeIf(fault -> !fault.kind().name().equals(chosen));
    }
    long seed = Long.getLong("firn.faults.seed", 20240611);
    Collections.shuffle(faults, new Random(seed));
    long seconds = chosen.isEmpty() ? Long.getLong("firn.faults.seconds", 100) : Integer.MAX_VALUE;
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    Map<Fault.Kind, Integer> done = new EnumMap<>(Fault.Kind.class);
    int at = 1;
    int backwards = 0;
    for (Fault fault : faults) {
      if (System.nanoTime() > end) {
        break;
      }
      int to = 1 - at;
      long start = System.nanoTime();
      String how = new FaultInjector(host, store, storeRoot, systems[to]).inject(fault);
      int is = inForce(host.machine()).equals(systems[to]) ? to : at;
      assertThat(FaultHost.differences(references.get(is), state(host, is)))
          .as("%s, towards %s: %s", fault, to == 0 ? "before" : "after", how)
          .isEmpty();
      backwards += is == to ? 0 : 1;
      done.merge(fault.kind(), 1, Integer::sum);
      if (is != to) {
        switchTo(host, to);
        if (done.size() % 4 == 0) {
          assertThat(FaultHost.differences(references.get(to), state(host, to)))
              .as("the switch after %s", fault)
              .isEmpty();
        }
      }
      at = to;
      System.err.printf(
          "%s: %s, %d ms%n",
          fault, is == to ? "new" : "old", (System.nanoTime() - start) / 1_000_000);
    }
    System.err.println(
        "faults injected: "
            + done
            + ", undone: "
            + backwards
            + " of "
            + faults.size()
            + " possible");
    assertThat(backwards).isPositive();
  }

  /** Every fault that can happen. */
  private static List<Fault> faults(Plan plan, int points) {
    List<Fault> out = new ArrayList<>();
    for (int point = 0; point < points; point++) {
      for (Fault.Kind kind :
          List.of(
              Fault.Kind.KILL,
              Fault.Kind.KILL_DURING,
              Fault.Kind.INTERRUPT,
              Fault.Kind.FAILURE,
              Fault.Kind.FULL_DISK,
              Fault.Kind.POWER)) {
        out.add(new Fault(kind, point, ""));
      }
    }
    Set<String> started = new LinkedHashSet<>();
    for (Step step : plan.steps()) {
      if (step.subject() instanceof Subject.Unit unit) {
        switch (step.action()) {
          case START, RESTART -> started.add(step.where() + ":" + unit.name());
          default -> {}
        }
      }
    }
    for (String unit : started) {
      boolean container = unit.contains("container@");
      out.add(new Fault(Fault.Kind.UNIT_FAILS, 0, unit));
      out.add(new Fault(container ? Fault.Kind.NO_BOOT : Fault.Kind.UNIT_DIES, 0, unit));
    }
    out.add(new Fault(Fault.Kind.NO_IMAGE, 0, "first"));
    return out;
  }

  /** Things that services and people keep, which no switch may touch. */
  private static void data(Machine host) throws IOException {
    for (String folder :
        List.of(
            "/var/lib/same",
            "/var/lib/stopped",
            "/srv/first",
            "/home/alice",
            "/var/lib/nixos-containers/inside/var/lib/same",
            "/var/lib/nixos-containers/shape/var/lib/same",
            "/var/lib/nixos-containers/old/var/lib/same")) {
      FaultHost.run(host, "sh", "-c", "echo kept > " + folder + "/kept");
    }
  }

  private SortedMap<String, String> state(TryHost host, int which) throws IOException {
    return FaultHost.state(host.machine(), loaded[which], loaded[1 - which]);
  }

  private static String inForce(Machine machine) throws IOException {
    return String.valueOf(firn.apply.Generations.inForce(machine.files()));
  }

  private Plan plan(TryHost host, int to) throws IOException {
    try (Switch planned = Switch.plan(host.machine(), systems[to], store)) {
      return planned.plan();
    }
  }

  /** Switches, and answers how many checkpoints that took. */
  private int switchTo(TryHost host, int to) throws IOException {
    AtomicInteger points = new AtomicInteger();
    Progress counting =
        new Progress() {
          @Override
          public void checkpoint() {
            points.incrementAndGet();
          }
        };
    try (Switch planned = Switch.plan(host.machine(), systems[to], store)) {
      Outcome outcome = planned.apply(counting);
      assertThat(outcome).isInstanceOf(Outcome.Switched.class);
    }
    assertThat(Recovery.isNeeded(host.machine().files())).isFalse();
    return points.get();
  }
}
