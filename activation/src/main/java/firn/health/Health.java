package firn.health;

import firn.machine.AtOnce;
import firn.machine.Machine;
import firn.manifest.ContainerEntry;
import firn.manifest.LoadedSystem;
import firn.systemd.UnitFile;
import firn.systemd.UnitState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a machine and its containers do what their systems declare: what is to start by
 * itself runs and keeps running for a settle time, and the declared checks pass.
 */
public final class Health {
  /** How long units must stay up where nobody says otherwise. */
  public static final Duration SETTLE = Duration.ofSeconds(1);

  private static final Duration BOOT_LIMIT = Duration.ofSeconds(120);

  private final Consumer<String> note;
  private final Set<String> failedBefore;
  private final List<String> problems = Collections.synchronizedList(new ArrayList<>());
  private final List<MachineHealth> containers = new ArrayList<>();
  private final List<OciHealth> oci = Collections.synchronizedList(new ArrayList<>());
  private final List<CheckResult> checks = Collections.synchronizedList(new ArrayList<>());

  /**
   * @param failedBefore units, as {@code where:unit}, that failed before and do not count
   * @param note who is told what is waited for
   */
  public Health(Set<String> failedBefore, Consumer<String> note) {
    this.failedBefore = failedBefore;
    this.note = note;
  }

  /**
   * Looks at a machine and all that runs on it.
   *
   * @param settle how long units are watched; zero where nothing was started
   */
  public HealthReport check(Machine host, LoadedSystem system, Duration settle) throws IOException {
    Map<String, Machine> machines = new LinkedHashMap<>();
    Map<String, LoadedSystem> systems = new LinkedHashMap<>();
    collect(host, system, machines, systems);
    try {
      Map<String, String> started = waitForBoot(machines);
      Map<String, Map<String, UnitState>> first =
          settle.isZero() ? Map.of() : settle(machines, systems, settle);
      Map<String, MachineHealth> found = new ConcurrentHashMap<>();
      AtOnce.each(
          machines.values(),
          machine -> {
            LoadedSystem of = systems.getOrDefault(machine.name(), system);
            found.put(
                machine.name(),
                look(machine, of, first.get(machine.name()), started.get(machine.name())));
            probe(machine, of);
          });
      for (Machine machine : machines.values()) {
        if (machine != host) {
          containers.add(Objects.requireNonNull(found.get(machine.name())));
        }
      }
      return new HealthReport(
          Objects.requireNonNull(found.get(host.name())), containers, oci, checks, problems);
    } finally {
      machines.values().stream().filter(machine -> machine != host).forEach(Machine::close);
    }
  }

  /**
   * Looks at a machine on which nothing was changed, from what was just read of it; only the
   * declared checks are made.
   *
   * @param units the states of the units of a machine, by its name; null where it is not booted
   */
  public HealthReport look(
      Machine host, LoadedSystem system, Function<String, @Nullable Map<String, UnitState>> units)
      throws IOException {
    Map<String, Machine> machines = new LinkedHashMap<>();
    Map<String, LoadedSystem> systems = new LinkedHashMap<>();
    collect(host, system, machines, systems);
    try {
      Map<String, MachineHealth> found = new ConcurrentHashMap<>();
      AtOnce.each(
          machines.values(),
          machine -> {
            LoadedSystem of = systems.getOrDefault(machine.name(), system);
            Map<String, UnitState> states = units.apply(machine.name());
            found.put(
                machine.name(),
                states == null || !machine.isBooted()
                    ? look(machine, of, null, null)
                    : units(machine, of, states, summary(states)));
            probe(machine, of);
          });
      for (Machine machine : machines.values()) {
        if (machine != host) {
          containers.add(Objects.requireNonNull(found.get(machine.name())));
        }
      }
      return new HealthReport(
          Objects.requireNonNull(found.get(host.name())), containers, oci, checks, problems);
    } finally {
      machines.values().stream().filter(machine -> machine != host).forEach(Machine::close);
    }
  }

  private static String summary(Map<String, UnitState> states) {
    return states.values().stream().anyMatch(UnitState::isFailed) ? "degraded" : "running";
  }

  private void collect(
      Machine machine,
      LoadedSystem system,
      Map<String, Machine> machines,
      Map<String, LoadedSystem> systems)
      throws IOException {
    machines.put(machine.name(), machine);
    systems.put(machine.name(), system);
    if (!machine.isBooted()) {
      return;
    }
    List<String> units =
        system.manifest().containers().values().stream().map(ContainerEntry::unit).toList();
    Map<String, Integer> pids = units.isEmpty() ? Map.of() : machine.systemctl().mainPids(units);
    for (Map.Entry<String, LoadedSystem> inner : system.containers().entrySet()) {
      ContainerEntry entry = system.manifest().containers().get(inner.getKey());
      if (entry != null) {
        Machine container =
            machine.container(inner.getKey(), entry.stateDir(), pids.getOrDefault(entry.unit(), 0));
        if (!container.isBooted() && entry.autoStart()) {
          problems.add("the container " + container.name() + " does not run");
        }
        collect(container, inner.getValue(), machines, systems);
      }
    }
  }

  /** The state of each booted machine, once it has started or did not in time. */
  private Map<String, String> waitForBoot(Map<String, Machine> machines) throws IOException {
    long end = System.nanoTime() + BOOT_LIMIT.toNanos();
    Map<String, String> out = new ConcurrentHashMap<>();
    AtOnce.each(
        machines.values(),
        machine -> {
          if (machine.isBooted()) {
            out.put(machine.name(), waitForBoot(machine, end));
          }
        });
    return out;
  }

  private String waitForBoot(Machine machine, long end) throws IOException {
    String state = machine.systemctl().state();
    if (isStarting(state)) {
      note.accept("waiting until " + machine.name() + " has started");
    }
    while (isStarting(state) && System.nanoTime() < end) {
      sleep(Duration.ofMillis(200));
      state = machine.systemctl().state();
    }
    return state;
  }

  private static boolean isStarting(String state) {
    return state.equals("starting") || state.equals("initializing") || state.equals("offline");
  }

  /**
   * Waits for a time, and answers what the services were at its beginning: those that restart by
   * themselves over and over look active at any one moment.
   */
  private Map<String, Map<String, UnitState>> settle(
      Map<String, Machine> machines, Map<String, LoadedSystem> systems, Duration time)
      throws IOException {
    long end = System.nanoTime() + time.toNanos();
    Map<String, Map<String, UnitState>> first = new ConcurrentHashMap<>();
    AtOnce.each(
        machines.values(),
        machine -> {
          LoadedSystem system = systems.get(machine.name());
          if (machine.isBooted() && system != null) {
            first.put(machine.name(), machine.systemctl().states(services(system)));
          }
        });
    if (!first.isEmpty()) {
      note.accept("watching the units for %s s".formatted(time.toMillis() / 1000.0));
      sleep(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
    return first;
  }

  private void stayedUp(
      Machine machine, LoadedSystem system, Map<String, UnitState> was, Map<String, UnitState> now)
      throws IOException {
    for (String unit : services(system)) {
      UnitState state = now.getOrDefault(unit, UnitState.ABSENT);
      UnitState before = was.getOrDefault(unit, UnitState.ABSENT);
      if (state.restarts() > before.restarts() || state.sub().equals("auto-restart")) {
        problems.add(machine.name() + ": " + unit + " does not stay up; " + said(machine, unit));
      }
    }
  }

  /** Units of other kinds do not restart by themselves. */
  private static List<String> services(LoadedSystem system) {
    return system.manifest().units().keySet().stream()
        .filter(unit -> unit.endsWith(".service") && !unit.contains("@."))
        .sorted()
        .toList();
  }

  private static String said(Machine machine, String unit) throws IOException {
    return machine.systemctl().logged(unit, 5);
  }

  /**
   * Looks at the units of one machine.
   *
   * @param was what they were when they began to be watched, or null if they were not
   * @param state what systemd said of the machine then, or null
   */
  private MachineHealth look(
      Machine machine,
      LoadedSystem system,
      @Nullable Map<String, UnitState> was,
      @Nullable String state)
      throws IOException {
    if (!machine.isBooted()) {
      String path = system.path() == null ? "" : system.path();
      return new MachineHealth(machine.name(), "stopped", 0, List.of(), path);
    }
    Map<String, UnitState> now =
        machine
            .systemctl()
            .activity(
                system.manifest().units().keySet(), was == null ? List.of() : services(system));
    if (was != null) {
      stayedUp(machine, system, was, now);
    }
    boolean up = "running".equals(state) || "degraded".equals(state);
    return units(machine, system, now, up ? summary(now) : machine.systemctl().state());
  }

  private MachineHealth units(
      Machine machine, LoadedSystem system, Map<String, UnitState> states, String state)
      throws IOException {
    String path = system.path() == null ? "" : system.path();
    List<String> failed = new ArrayList<>();
    states.forEach((unit, one) -> {
      if (one.isFailed() && !failed.contains(unit)) {
        failed.add(unit);
      }
    });
    for (String unit : failed) {
      if (!failedBefore.contains(machine.name() + ":" + unit)) {
        problems.add(machine.name() + ": " + unit + " failed; " + said(machine, unit));
      }
    }
    int running = 0;
    for (String unit : system.manifest().units().keySet()) {
      UnitState one = states.getOrDefault(unit, UnitState.ABSENT);
      if (one.isActive()) {
        running++;
      } else if (shouldRun(system, unit, states)) {
        problems.add(machine.name() + ": " + unit + " should run and is " + one.active());
      }
    }
    system
        .manifest()
        .ociContainers()
        .forEach((name, entry) -> {
          UnitState one = states.getOrDefault(entry.unit(), UnitState.ABSENT);
          boolean ok = one.active().equals("active") || !entry.autoStart();
          oci.add(new OciHealth(name, entry.unit(), one.active(), ok));
          if (!ok) {
            problems.add("the OCI container " + name + " is " + one.active());
          }
        });
    return new MachineHealth(machine.name(), state, running, failed, path);
  }

  private static boolean shouldRun(
      LoadedSystem system, String unit, Map<String, UnitState> states) {
    var entry = system.manifest().units().get(unit);
    String text = system.unitTexts().get(unit);
    UnitState state = states.getOrDefault(unit, UnitState.ABSENT);
    if (entry == null || text == null || entry.dropIn() || state.isFailed()) {
      return false;
    }
    boolean pulled =
        entry.wantedBy().stream()
                .anyMatch(by -> states.getOrDefault(by, UnitState.ABSENT).isActive())
            || entry.requiredBy().stream()
                .anyMatch(by -> states.getOrDefault(by, UnitState.ABSENT).isActive());
    UnitFile file = UnitFile.parse(text);
    boolean finished =
        state.isFinishedOneshot()
            || "oneshot".equals(file.value("Service", "Type"))
            || "idle".equals(file.value("Service", "Type"))
            || state.type().equals("simple")
                && state.active().equals("inactive")
                && endedWell(file);
    return pulled && !finished && state.conditionMet() && !unit.contains("@.");
  }

  /** A service that is not to be restarted may have done its work and ended. */
  private static boolean endedWell(UnitFile file) {
    String restart = file.value("Service", "Restart");
    return restart == null || restart.equals("no") || restart.equals("on-failure");
  }

  private void probe(Machine machine, LoadedSystem system) {
    if (!machine.isBooted()) {
      return;
    }
    system
        .manifest()
        .health()
        .forEach(entry -> {
          CheckResult result = Probe.run(machine, entry);
          checks.add(result);
          if (!result.ok()) {
            problems.add(machine.name() + ": the check " + entry.name() + ": " + result.message());
          }
        });
  }

  private static void sleep(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
