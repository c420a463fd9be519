package firn.plan;

import firn.manifest.LoadedSystem;
import firn.plan.Subject.Unit;
import firn.systemd.UnitName;

/**
 * The steps for what fstab(5) mounts, as NixOS's switch program decides them: systemd makes units
 * of its lines, which no system declares.
 */
record FstabPlanner(LoadedSystem before, LoadedSystem after, LiveState live, MachineSteps steps) {
  void plan() {
    if (!live.booted() || after.fstab() == null) {
      return;
    }
    Fstab old = before.fstab() == null ? Fstab.NOTHING : Fstab.parse(before.fstab());
    Fstab now = Fstab.parse(after.fstab());
    old.mounts()
        .forEach((point, was) -> {
          Fstab.Mount is = now.mounts().get(point);
          String unit = UnitName.ofPath(point, "mount").text();
          if (is == null) {
            if (live.unit(unit).isActive()) {
              steps.add(Action.STOP, new Unit(unit), "no longer in /etc/fstab");
            }
          } else {
            changed(point, unit, was, is);
          }
        });
    now.mounts()
        .forEach((point, is) -> {
          String unit = UnitName.ofPath(point, "mount").text();
          if (!old.mounts().containsKey(point) && !is.onDemand() && !live.unit(unit).isActive()) {
            steps.add(Action.START, new Unit(unit), "new in /etc/fstab");
          }
        });
    old.swaps()
        .keySet()
        .forEach(device -> {
          if (!now.swaps().containsKey(device)) {
            steps.add(Action.STOP, new Subject.Swap(device), "no longer in /etc/fstab");
          }
        });
    now.swaps()
        .keySet()
        .forEach(device -> {
          String unit = UnitName.ofPath(device, "swap").text();
          if (!old.swaps().containsKey(device) && !live.unit(unit).isActive()) {
            steps.add(Action.START, new Unit(unit), "new in /etc/fstab");
          }
        });
  }

  private void changed(String point, String unit, Fstab.Mount was, Fstab.Mount is) {
    boolean base = point.equals("/") || point.equals("/nix");
    boolean other = !was.device().equals(is.device()) || !was.type().equals(is.type());
    boolean options = !was.options().equals(is.options());
    if (!live.unit(unit).isActive() || (!other && !options)) {
      return;
    }
    if (other && !base) {
      steps.add(Action.RESTART, new Unit(unit), "device or type changed in /etc/fstab");
    } else if (options) {
      steps.add(Action.RELOAD, new Unit(unit), "options changed in /etc/fstab");
    } else {
      steps.add(
          Action.KEEP, new Unit(unit), "device changed in /etc/fstab; it cannot be unmounted");
    }
  }
}
