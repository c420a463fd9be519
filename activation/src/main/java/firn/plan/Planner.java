package firn.plan;

import firn.manifest.ContainerEntry;
import firn.manifest.LoadedSystem;
import firn.manifest.OciEntry;
import firn.systemd.UnitChange;
import firn.systemd.UnitComparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Plans the way from the system in force to another, over a machine and the containers on it.
 *
 * <p>The order: everything that stops, the machine before its containers; then accounts, files and
 * units of all machines; then reloads, restarts and starts, the machine before its containers; what
 * is kept comes last.
 */
public final class Planner {
  private final List<MachineSteps> machines = new ArrayList<>();

  private Planner() {}

  /**
   * @param before the system in force, {@link LoadedSystem#nothing} if there is none
   * @param after the system wanted
   * @param live the machine as it is
   */
  public static Plan plan(LoadedSystem before, LoadedSystem after, LiveState live) {
    Planner planner = new Planner();
    planner.machine("host", before, after, live);
    List<Step> steps = new ArrayList<>();
    planner.machines.forEach(machine -> steps.addAll(machine.stops));
    planner.machines.forEach(machine -> steps.addAll(machine.changes));
    for (MachineSteps machine : planner.machines) {
      steps.addAll(machine.reloads);
      steps.addAll(machine.restarts);
      steps.addAll(machine.starts);
    }
    planner.machines.forEach(machine -> steps.addAll(machine.keeps));
    return new Plan(steps);
  }

  private void machine(String where, LoadedSystem before, LoadedSystem after, LiveState live) {
    MachineSteps steps = new MachineSteps(where);
    machines.add(steps);
    new AccountPlanner(before.manifest(), after.manifest(), live, steps).plan();
    new FilePlanner(before.manifest(), after.manifest(), live, steps).plan();
    Map<String, String> forced = new LinkedHashMap<>();
    images(before, after, steps, forced);
    DeclaredUnits oldUnits = new DeclaredUnits(before);
    DeclaredUnits newUnits = new DeclaredUnits(after);
    Set<String> names = new TreeSet<>(before.manifest().containers().keySet());
    names.addAll(after.manifest().containers().keySet());
    for (String name : names) {
      forceRestart(name, before, after, forced);
    }
    new UnitPlanner(oldUnits, newUnits, live, steps, forced).plan();
    new FstabPlanner(before, after, live, steps).plan();
    for (String name : names) {
      container(name, before, after, live, steps);
    }
  }

  /** A container whose unit stays the same may still have to boot anew. */
  private static void forceRestart(
      String name, LoadedSystem before, LoadedSystem after, Map<String, String> forced) {
    ContainerEntry old = before.manifest().containers().get(name);
    ContainerEntry now = after.manifest().containers().get(name);
    if (old == null || now == null || old.system().equals(now.system())) {
      return;
    }
    if (!Objects.equals(
        manifestRoot(before.containers().get(name)), manifestRoot(after.containers().get(name)))) {
      forced.put(now.unit(), "its root tree changed");
    } else if (now.ephemeral()) {
      forced.put(now.unit(), "its contents changed, and it is ephemeral");
    }
  }

  private static @Nullable String manifestRoot(@Nullable LoadedSystem system) {
    return system == null ? null : system.manifest().root();
  }

  private void container(
      String name, LoadedSystem before, LoadedSystem after, LiveState live, MachineSteps steps) {
    ContainerEntry old = before.manifest().containers().get(name);
    ContainerEntry now = after.manifest().containers().get(name);
    Subject subject = new Subject.Container(name);
    String where = steps.where.equals("host") ? name : steps.where + "/" + name;
    LiveState inside = live.containers().getOrDefault(name, LiveState.NOTHING);
    if (now == null) {
      steps.add(
          Action.REMOVE,
          subject,
          "no longer declared; its state stays at " + Objects.requireNonNull(old).stateDir());
      return;
    }
    LoadedSystem contents = Objects.requireNonNull(after.containers().get(name));
    if (old == null) {
      steps.add(Action.CREATE, subject, "newly declared, its root is " + now.stateDir());
      machine(where, LoadedSystem.nothing(name), contents, inside.stopped());
      return;
    }
    boolean boots = steps.has(Action.RESTART, now.unit()) || steps.has(Action.START, now.unit());
    if (old.system().equals(now.system())) {
      if (!boots && !steps.has(Action.STOP, now.unit())) {
        steps.add(Action.KEEP, subject, "unchanged");
      }
      return;
    }
    boolean inPlace = inside.booted() && !boots;
    steps.add(
        Action.CHANGE,
        subject,
        boots
            ? "its contents changed; it boots anew"
            : inPlace
                ? "its contents changed; they are switched in place"
                : "its contents changed; it does not run");
    machine(
        where,
        Objects.requireNonNull(before.containers().get(name)),
        contents,
        inPlace ? inside : inside.stopped());
  }

  /** OCI containers are made anew only when their definition or their image changed. */
  private static void images(
      LoadedSystem before, LoadedSystem after, MachineSteps steps, Map<String, String> forced) {
    Map<String, OciEntry> old = before.manifest().ociContainers();
    Map<String, OciEntry> now = after.manifest().ociContainers();
    Set<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      Subject subject = new Subject.Oci(name);
      OciEntry was = old.get(name);
      OciEntry is = now.get(name);
      if (is == null) {
        steps.add(Action.REMOVE, subject, "no longer declared; its volumes and image stay");
      } else if (was == null) {
        steps.add(Action.CREATE, subject, "newly declared, of the image " + is.image());
      } else if (!was.image().equals(is.image())
          || !Objects.equals(was.imageSource(), is.imageSource())) {
        steps.add(Action.CHANGE, subject, "its image changed");
        forced.put(is.unit(), "its image changed");
      } else if (definitionChanged(before, after, is.unit())) {
        steps.add(Action.CHANGE, subject, "its definition changed");
      } else {
        steps.add(Action.KEEP, subject, "unchanged");
      }
    }
  }

  private static boolean definitionChanged(LoadedSystem before, LoadedSystem after, String unit) {
    return UnitComparison.compare(
                new DeclaredUnits(before).file(unit), new DeclaredUnits(after).file(unit))
            .weight()
        != UnitChange.Weight.EQUAL;
  }
}
