package firn.apply;

import firn.machine.AtOnce;
import firn.machine.Entry;
import firn.machine.Machine;
import firn.machine.RootFolder;
import firn.manifest.EtcEntry;
import firn.manifest.LoadedSystem;
import firn.manifest.UnitEntry;
import firn.plan.FileState;
import firn.plan.LiveState;
import firn.plan.LiveUser;
import firn.systemd.UnitState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Reads from a machine what planning needs to know of it. Changes nothing. */
final class LiveReader {
  static final String KEPT = "/var/lib/firn/kept";

  private final Machines machines;
  private final SystemFiles declared;

  LiveReader(Machines machines, SystemFiles declared) {
    this.machines = machines;
    this.declared = declared;
  }

  LiveState read(LoadedSystem before, LoadedSystem after) throws IOException {
    return read(Machines.HOST, before, after);
  }

  private LiveState read(String where, LoadedSystem before, LoadedSystem after) throws IOException {
    Machine machine = machines.find(where);
    if (machine == null) {
      return LiveState.NOTHING;
    }
    RootFolder files = machine.files();
    boolean booted = machine.isBooted();
    // What is not active matters in detail only where it may be started.
    List<String> started =
        after.manifest().units().entrySet().stream()
            .filter(unit -> unit.getValue().source() != null)
            .map(Map.Entry::getKey)
            .toList();
    Map<String, UnitState> units = booted ? machine.systemctl().activity(started) : Map.of();
    Map<String, LiveState> containers = new ConcurrentSkipListMap<>();
    Set<String> names = new TreeSet<>(before.manifest().containers().keySet());
    names.addAll(after.manifest().containers().keySet());
    AtOnce.each(
        names,
        name ->
            containers.put(
                name,
                read(
                    Machines.within(where, name),
                    before.containers().getOrDefault(name, LoadedSystem.nothing(name)),
                    after.containers().getOrDefault(name, LoadedSystem.nothing(name)))));
    AccountFiles accounts = accounts(files);
    Set<String> kept = new LinkedHashSet<>();
    return new LiveState(
        booted,
        units,
        files(files, before, after, kept),
        kept,
        users(accounts),
        AccountFiles.ids(accounts.group),
        containers);
  }

  private static Map<String, LiveUser> users(AccountFiles accounts) {
    Map<Integer, String> groups = new LinkedHashMap<>();
    AccountFiles.ids(accounts.group).forEach((name, id) -> groups.putIfAbsent(id, name));
    Map<String, List<String>> memberships = new LinkedHashMap<>();
    accounts.group.forEach((name, fields) -> {
      if (fields.length == 4) {
        AccountFiles.members(fields)
            .forEach(
                member -> memberships.computeIfAbsent(member, m -> new ArrayList<>()).add(name));
      }
    });
    Map<String, LiveUser> out = new LinkedHashMap<>();
    AccountFiles.ids(accounts.passwd)
        .forEach((name, uid) -> {
          String[] fields = Objects.requireNonNull(accounts.passwd.get(name));
          String group =
              fields[3].matches("[0-9]{1,9}") ? groups.get(Integer.parseInt(fields[3])) : null;
          out.put(
              name,
              new LiveUser(
                  uid,
                  group,
                  fields[4],
                  fields[5],
                  fields[6],
                  memberships.getOrDefault(name, List.of())));
        });
    return out;
  }

  static AccountFiles accounts(RootFolder files) throws IOException {
    return AccountFiles.parse(
        SystemFiles.text(files, "/etc/passwd"),
        SystemFiles.text(files, "/etc/group"),
        SystemFiles.text(files, "/etc/shadow"));
  }

  private Map<String, FileState> files(
      RootFolder files, LoadedSystem before, LoadedSystem after, Set<String> kept)
      throws IOException {
    Map<String, FileState> out = new LinkedHashMap<>();
    Set<String> names = new TreeSet<>(before.manifest().etc().keySet());
    names.addAll(after.manifest().etc().keySet());
    for (String name : names) {
      String path = "/etc/" + name;
      EtcEntry old = before.manifest().etc().get(name);
      FileState state = state(files, path, old);
      if (state != (old == null ? FileState.ABSENT : FileState.EXPECTED)) {
        out.put(path, state);
      }
      if (!(files.read(KEPT + path) instanceof Entry.Absent)) {
        kept.add(path);
      }
    }
    units(files, before, out);
    return out;
  }

  /** Links of declared units that somebody removed or replaced. */
  private static void units(RootFolder files, LoadedSystem before, Map<String, FileState> out)
      throws IOException {
    for (Map.Entry<String, UnitEntry> unit : before.manifest().units().entrySet()) {
      for (Map.Entry<String, Entry> link :
          SystemFiles.unit(unit.getKey(), unit.getValue()).entrySet()) {
        Entry there = files.read(link.getKey());
        if (!there.equals(link.getValue())) {
          out.put(
              link.getKey(), there instanceof Entry.Absent ? FileState.ABSENT : FileState.FOREIGN);
        }
      }
    }
  }

  private FileState state(RootFolder files, String path, @Nullable EtcEntry old)
      throws IOException {
    Entry there = files.read(path);
    if (there instanceof Entry.Absent) {
      return FileState.ABSENT;
    }
    return old != null && isAsDeclared(files, there, old) ? FileState.EXPECTED : FileState.FOREIGN;
  }

  private boolean isAsDeclared(RootFolder files, Entry there, EtcEntry old) {
    try {
      return there.equals(declared.etc(old, files));
    } catch (IOException | ActivationException e) {
      // Its source is gone from the store, or its owner from the machine: what is there is kept.
      return false;
    }
  }
}
