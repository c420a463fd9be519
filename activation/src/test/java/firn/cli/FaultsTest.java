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
 * A plan of more than forty steps over a host, three containers and two OCI containers, with a
 * fault put in at every point of it. After each, the machine is wholly the old or wholly the new
 * one, and the next switch succeeds. A sample with a fixed seed, for {@code firn.faults.seconds}
 * (100 by default); with {@code -Dfirn.faults=all} every fault at every point, which takes hours.
 * {@code -Dfirn.faults=KIND,…} takes those of some kinds.
 */
final class FaultsTest {
  private static final Path CONFIGURATIONS =
      Path.of(System.getProperty("firn.home")).resolve("testdata/activation/faults");
  private static final List<String> ONE_ROOT =
      List.of("{ lib, ... }: { firn.host.root = lib.mkForce \"closure\"; }");

  /** After how many faults that were undone the switch is made that they kept from succeeding. */
  private static final int NEXT = Integer.getInteger("firn.faults.next", 1);

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
    // The first time a container comes, its root is laid out.
    switchTo(host, 1);
    int[] points = new int[2];
    points[0] = switchTo(host, 0);
    references.add(state(host, 0));
    List<Fault> units = new ArrayList<>();
    addUnits(units, plan(host, 1), 1);
    points[1] = switchTo(host, 1);
    references.add(state(host, 1));
    List<Fault> faults = faults(points);
    faults.addAll(units);
    references.forEach(state -> assertThat(state.get("oci second")).contains(" true STEP="));
    Plan plan = plan(host, 0);
    assertThat(plan.steps()).hasSizeGreaterThan(40);
    addUnits(faults, plan, 0);
    System.err.printf(
        "%d steps, %d and %d points, %d faults%n",
        plan.steps().size(), points[0], points[1], faults.size());

    String chosen = System.getProperty("firn.faults", "");
    long seed = Long.getLong("firn.faults.seed", 20240611);
    Collections.shuffle(faults, new Random(seed));
    if (!chosen.isEmpty() && !chosen.equals("all")) {
      List<String> kinds = List.of(chosen.split(","));
      faults.removeIf(fault -> !kinds.contains(fault.kind().name()));
    }
    long seconds = Long.getLong("firn.faults.seconds", chosen.isEmpty() ? 100 : Integer.MAX_VALUE);
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    int possible = faults.size();
    Tally tally = new Tally();
    int at = 1;
    while (!faults.isEmpty() && System.nanoTime() < end) {
      int to = 1 - at;
      Fault fault = faults.stream().filter(one -> one.fits(to)).findFirst().orElse(null);
      if (fault == null) {
        switchTo(host, to);
        at = to;
      } else {
        faults.remove(fault);
        at = one(host, fault, to, tally);
      }
    }
    System.err.println("faults injected: " + tally + ", of " + possible + " possible");
    assertThat(tally.problems).isEmpty();
    assertThat(tally.undone()).isPositive();
    // A switch passes some points more or fewer than the one that was counted, but not many.
    assertThat(tally.missed).isLessThanOrEqualTo(1 + tally.injected() / 4);
  }

  /** How the faults ended. */
  private static final class Tally {
    private final Map<Fault.Kind, int[]> ended = new EnumMap<>(Fault.Kind.class);
    private final List<String> problems = new ArrayList<>();

    /** Faults at points that their switch did not come to. */
    private int missed;

    void add(Fault.Kind kind, boolean undone) {
      ended.computeIfAbsent(kind, none -> new int[2])[undone ? 1 : 0]++;
    }

    int undone() {
      return ended.values().stream().mapToInt(count -> count[1]).sum();
    }

    int injected() {
      return ended.values().stream().mapToInt(count -> count[0] + count[1]).sum();
    }

    @Override
    public String toString() {
      StringBuilder out = new StringBuilder();
      for (Map.Entry<Fault.Kind, int[]> one : ended.entrySet()) {
        int[] count = one.getValue();
        out.append(
            "%s %d (%d new, %d old), "
                .formatted(one.getKey(), count[0] + count[1], count[0], count[1]));
      }
      return out + "together " + injected() + ", and " + missed + " not reached";
    }
  }

  /**
   * Injects one fault, looks at the whole machine, and goes to where the fault kept it from.
   *
   * @return the index of the system that runs now
   */
  private int one(TryHost host, Fault fault, int to, Tally tally) throws Exception {
    long start = System.nanoTime();
    String how = new FaultInjector(host, store, storeRoot, systems[to]).inject(fault);
    long injected = System.nanoTime();
    int is = systems[to].equals(inForce(host.machine())) ? to : 1 - to;
    List<String> problems = new ArrayList<>(differences(host, is));
    if (Recovery.isNeeded(host.machine().files())) {
      problems.add("the journal is still there");
    }
    if (fault.kind().isFatal() && is == to) {
      problems.add("the switch succeeded");
    }
    boolean missed = how.startsWith(FaultInjector.NOT_REACHED);
    if (missed) {
      tally.missed++;
    } else {
      tally.add(fault.kind(), is != to);
    }
    long switching = System.nanoTime();
    boolean undone = is != to;
    boolean again = !undone || !problems.isEmpty() || tally.undone() % NEXT == 0;
    if (undone && again) {
      switchTo(host, to);
      problems.addAll(differences(host, to));
    } else if (!problems.isEmpty()) {
      // What follows begins with a whole machine again.
      switchTo(host, 1 - to);
      switchTo(host, to);
    }
    System.err.printf(
        "%s: %s, %d + %d + %d ms%n",
        fault,
        missed ? "not reached" : undone ? "old" : "new",
        (injected - start) / 1_000_000,
        (switching - injected) / 1_000_000,
        (System.nanoTime() - switching) / 1_000_000);
    if (!problems.isEmpty()) {
      String problem =
          "%s, towards %s: %s%n  %s"
              .formatted(fault, to == 0 ? "before" : "after", how, String.join("\n  ", problems));
      System.err.println("PROBLEM " + problem);
      tally.problems.add(problem);
    }
    return again ? to : is;
  }

  private List<String> differences(TryHost host, int which) throws IOException {
    return FaultHost.differences(references.get(which), state(host, which));
  }

  /** Every fault that can happen at a checkpoint. */
  private static List<Fault> faults(int[] points) {
    List<Fault> out = new ArrayList<>();
    for (int point = 0; point < Math.max(points[0], points[1]); point++) {
      // The way there may have more of them than the way back.
      int towards = point < Math.min(points[0], points[1]) ? -1 : points[0] > points[1] ? 0 : 1;
      for (Fault.Kind kind :
          List.of(
              Fault.Kind.KILL,
              Fault.Kind.KILL_DURING,
              Fault.Kind.INTERRUPT,
              Fault.Kind.FAILURE,
              Fault.Kind.FULL_DISK,
              Fault.Kind.POWER,
              Fault.Kind.REBOOT)) {
        out.add(new Fault(kind, point, "", towards));
      }
    }
    return out;
  }

  /** Every fault of a unit that a plan starts, and of what it needs. */
  private static void addUnits(List<Fault> out, Plan plan, int towards) {
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
      out.add(new Fault(Fault.Kind.UNIT_FAILS, 0, unit, towards));
      out.add(new Fault(container ? Fault.Kind.NO_BOOT : Fault.Kind.UNIT_DIES, 0, unit, towards));
    }
    out.add(new Fault(Fault.Kind.NO_IMAGE, 0, "first", towards));
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
      Outcome outcome = planned.apply(FaultInjector.QUICKLY, counting);
      assertThat(outcome).isInstanceOf(Outcome.Switched.class);
    }
    assertThat(Recovery.isNeeded(host.machine().files())).isFalse();
    return points.get();
  }
}
