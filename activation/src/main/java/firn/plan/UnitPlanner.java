package firn.plan;

import firn.manifest.UnitEntry;
import firn.plan.Subject.Unit;
import firn.systemd.UnitChange;
import firn.systemd.UnitComparison;
import firn.systemd.UnitFile;
import firn.systemd.UnitName;
import firn.systemd.UnitState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides the fate of each unit as NixOS's switch program (switch-to-configuration-ng) does, and
 * says why. Two things differ on purpose: where that program starts all active targets again to
 * reach what they pull in, this names the units themselves; and a changed socket takes force, where
 * that program leaves it as it is.
 */
final class UnitPlanner {
  /** Mounts that cannot be taken away under the machine: they are only told of new options. */
  private static final Set<String> BASE_MOUNTS = Set.of("-.mount", "nix.mount", "nix-store.mount");

  private static final String UNITS = "/etc/systemd/system/";

  private final DeclaredUnits before;
  private final DeclaredUnits after;
  private final LiveState live;
  private final MachineSteps steps;
  private final Map<String, String> forced;

  /**
   * @param forced units that must restart although their files are the same, with the reason
   */
  UnitPlanner(
      DeclaredUnits before,
      DeclaredUnits after,
      LiveState live,
      MachineSteps steps,
      Map<String, String> forced) {
    this.before = before;
    this.after = after;
    this.live = live;
    this.steps = steps;
    this.forced = forced;
  }

  void plan() {
    Set<String> names = new TreeSet<>(before.names());
    names.addAll(after.names());
    for (String name : names) {
      planFile(name);
    }
    if (!live.booted()) {
      return;
    }
    live.units()
        .forEach((name, state) -> {
          if (state.isActive() && before.declares(name) | after.declares(name)) {
            names.add(name);
          }
        });
    for (String name : names) {
      if (!new UnitName(name).isTemplate() && live.unit(name).isActive()) {
        planRunning(name);
      }
    }
    planStarts();
  }

  private void planFile(String name) {
    UnitEntry old = before.entry(name);
    UnitEntry now = after.entry(name);
    if (now == null) {
      steps.add(Action.REMOVE, new Unit(name), "no longer declared");
    } else if (old == null) {
      steps.add(Action.CREATE, new Unit(name), createReason(now));
    } else if (!old.equals(now)) {
      steps.add(Action.CHANGE, new Unit(name), changeReason(name, old, now));
    } else {
      String drift = drift(name);
      if (drift != null) {
        steps.add(Action.CHANGE, new Unit(name), drift);
      }
    }
  }

  /** What somebody did to the links of a unit that itself stays the same. */
  private @Nullable String drift(String name) {
    for (Map.Entry<String, FileState> file : live.files().entrySet()) {
      String path = file.getKey();
      if (file.getValue() == FileState.EXPECTED || !path.startsWith(UNITS)) {
        continue;
      }
      String below = path.substring(UNITS.length());
      if (below.equals(name)
          || below.equals(name + ".d/overrides.conf")
          || isAlias(below, name)
          || below.matches(".*\\.(wants|requires|upholds)/\\Q" + name + "\\E")) {
        return file.getValue() == FileState.ABSENT
            ? path + " is missing"
            : path + " was changed by someone else";
      }
    }
    return null;
  }

  private boolean isAlias(String link, String name) {
    UnitEntry entry = after.entry(name);
    return entry != null && entry.aliases().contains(link);
  }

  /** Whether what runs was started from a file that is not the declared one. */
  private boolean runsForeign(String name) {
    return live.files().get(UNITS + name) == FileState.FOREIGN;
  }

  private static String createReason(UnitEntry now) {
    return now.source() == null
        ? "masked"
        : now.dropIn() ? "adds to the unit of a package" : "newly declared";
  }

  private String changeReason(String name, UnitEntry old, UnitEntry now) {
    if (now.source() == null) {
      return "masked";
    }
    UnitChange change = UnitComparison.compare(before.file(name), after.file(name));
    if (change.weight() != UnitChange.Weight.EQUAL) {
      return change.reason();
    }
    return old.wantedBy().equals(now.wantedBy())
            && old.requiredBy().equals(now.requiredBy())
            && old.upheldBy().equals(now.upheldBy())
            && old.aliases().equals(now.aliases())
        ? "its text changed, nothing that a running unit notices"
        : "what pulls it in changed";
  }

  /** The fate of a unit that is active now. */
  private void planRunning(String name) {
    UnitName unit = new UnitName(name);
    boolean was = before.declares(name);
    boolean is = after.declares(name);
    if (!was && !is) {
      return;
    }
    if (was && (!is || after.masks(name))) {
      planGone(name, is ? "masked" : "no longer declared");
      return;
    }
    if (after.masks(name)) {
      steps.add(Action.STOP, new Unit(name), "masked");
      return;
    }
    UnitFile now = after.file(name);
    String reason = forced.get(name);
    UnitChange.Weight weight = UnitChange.Weight.RESTART;
    if (reason == null) {
      if (was && runsForeign(name)) {
        reason = "its file was changed by someone else";
      } else if (!was) {
        reason = after.onlyAddsTo(name) ? "Firn adds to it" : "replaces the unit of that name";
      } else {
        UnitChange change = UnitComparison.compare(before.file(name), now);
        weight = change.weight();
        reason = change.reason();
      }
    }
    if (weight == UnitChange.Weight.RELOAD) {
      steps.add(Action.RELOAD, new Unit(name), "only " + reason);
    } else if (weight == UnitChange.Weight.RESTART) {
      planChanged(unit, now, reason);
    } else if (unit.type().equals("target") && now.flag("Unit", "X-StopOnReconfiguration", false)) {
      steps.add(Action.RESTART, new Unit(name), "X-StopOnReconfiguration=true", true);
    }
  }

  private void planGone(String name, String reason) {
    UnitFile old = before.file(name);
    if (before.onlyAddsTo(name) && !after.masks(name)) {
      planChanged(new UnitName(name), old, "Firn no longer adds to it");
    } else if (old.flag("Unit", "X-StopOnRemoval", true)) {
      steps.add(Action.STOP, new Unit(name), reason);
    } else {
      steps.add(Action.KEEP, new Unit(name), reason + ", but X-StopOnRemoval=false");
    }
  }

  private void planChanged(UnitName unit, UnitFile now, String reason) {
    String name = unit.text();
    Unit subject = new Unit(name);
    switch (unit.type()) {
      case "target", "slice", "scope", "device" -> {
        // Taken over when systemd re-reads its files; what a target newly pulls in is started.
        if (now.flag("Unit", "X-StopOnReconfiguration", false)) {
          steps.add(Action.RESTART, subject, "X-StopOnReconfiguration=true", true);
        }
        return;
      }
      case "mount" -> {
        if (BASE_MOUNTS.contains(name)) {
          steps.add(Action.RELOAD, subject, reason + "; it cannot be unmounted");
        } else {
          steps.add(Action.RESTART, subject, reason);
        }
        return;
      }
      case "socket" -> {
        planSocket(unit, now, reason);
        return;
      }
      default -> {}
    }
    if (now.directive("X-ReloadIfChanged", false)) {
      steps.add(Action.RELOAD, subject, reason + ", X-ReloadIfChanged=true");
    } else if (!now.directive("X-RestartIfChanged", true)) {
      steps.add(Action.KEEP, subject, reason + ", but X-RestartIfChanged=false");
    } else if (now.flag("Unit", "RefuseManualStop", false)) {
      steps.add(Action.KEEP, subject, reason + ", but RefuseManualStop=true");
    } else if (now.directive("X-OnlyManualStart", false)) {
      steps.add(Action.KEEP, subject, reason + ", but X-OnlyManualStart=true");
    } else if (!unit.type().equals("service")
        || !now.directive("X-StopIfChanged", !isOnlyAddedTo(name))) {
      // Only services have something to do when they stop that the new version might not know.
      steps.add(Action.RESTART, subject, reason);
    } else {
      planStopAndStart(unit, now, reason);
    }
  }

  /** Of a unit that a package brings too little is known to stop it and start it by other means. */
  private boolean isOnlyAddedTo(String name) {
    return before.onlyAddsTo(name) || after.onlyAddsTo(name);
  }

  /** A service that is stopped before the change comes back by itself or by its sockets. */
  private void planStopAndStart(UnitName unit, UnitFile now, String reason) {
    boolean activated = !now.directive("X-NotSocketActivated", false);
    boolean socketComesBack = false;
    for (String socket : sockets(unit, now)) {
      if (!live.unit(socket).isActive()) {
        continue;
      }
      if (after.declares(socket) || !before.declares(socket)) {
        socketComesBack = activated;
        if (!steps.has(Action.RESTART, socket)) {
          steps.add(Action.RESTART, new Unit(socket), unit + " behind it changed", true);
        }
      }
    }
    if (socketComesBack) {
      steps.add(Action.STOP, new Unit(unit.text()), reason + "; its socket starts it again");
    } else {
      steps.add(Action.RESTART, new Unit(unit.text()), reason, true);
    }
  }

  private static List<String> sockets(UnitName unit, UnitFile file) {
    List<String> named = file.words("Service", "Sockets");
    return named.isEmpty() ? List.of(unit.stem() + ".socket") : named;
  }

  private void planSocket(UnitName unit, UnitFile now, String reason) {
    if (steps.has(Action.RESTART, unit.text())) {
      return;
    }
    if (!now.directive("X-RestartIfChanged", true)) {
      steps.add(Action.KEEP, new Unit(unit.text()), reason + ", but X-RestartIfChanged=false");
      return;
    }
    String service = now.value("Socket", "Service");
    String behind = service == null ? unit.stem() + ".service" : service;
    if (live.unit(behind).isActive()
        && !steps.has(Action.STOP, behind)
        && !steps.has(Action.RESTART, behind)) {
      // systemd refuses to start a socket whose service runs already.
      steps.add(Action.RESTART, new Unit(behind), "its socket changed", true);
    }
    steps.add(Action.RESTART, new Unit(unit.text()), reason, true);
  }

  /** Units that something active pulls in, and that do not run. */
  private void planStarts() {
    Set<String> starting = new TreeSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (String name : after.names()) {
        if (starting.contains(name) || live.unit(name).isActive()) {
          continue;
        }
        String puller = puller(name, starting);
        if (puller != null) {
          String reason = startReason(name, puller);
          if (reason != null) {
            starting.add(name);
            steps.add(Action.START, new Unit(name), reason);
            more = true;
          }
        }
      }
    }
  }

  private @Nullable String puller(String name, Set<String> starting) {
    for (String puller : after.pulledInBy(name)) {
      boolean goes = steps.has(Action.STOP, puller);
      if (!goes && (live.unit(puller).isActive() || starting.contains(puller))) {
        return puller;
      }
    }
    return null;
  }

  private @Nullable String startReason(String name, String puller) {
    if (new UnitName(name).isTemplate() || after.masks(name)) {
      return null;
    }
    UnitFile now = after.file(name);
    if (now.directive("X-OnlyManualStart", false) || now.flag("Unit", "RefuseManualStart", false)) {
      return null;
    }
    UnitState state = live.unit(name);
    UnitChange change =
        before.declares(name)
            ? UnitComparison.compare(before.file(name), now)
            : new UnitChange(UnitChange.Weight.RESTART, List.of());
    boolean changed = change.weight() == UnitChange.Weight.RESTART;
    if (!before.declares(name)) {
      return "new, wanted by " + puller;
    }
    if (state.isFailed()) {
      return (changed ? change.reason() + ", " : "") + "it failed before, wanted by " + puller;
    }
    if (changed) {
      return change.reason() + ", wanted by " + puller;
    }
    if (isFinished(now, state) || !state.conditionMet()) {
      return null;
    }
    return "not running, wanted by " + puller;
  }

  private static boolean isFinished(UnitFile file, UnitState state) {
    return state.isFinishedOneshot()
        || ("oneshot".equals(file.value("Service", "Type"))
            && !file.flag("Service", "RemainAfterExit", false));
  }
}
