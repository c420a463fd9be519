package firn.apply;

import firn.apply.JournalRecord.Place;
import firn.machine.Machine;
import firn.manifest.LoadedSystem;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The machine a switch is about and the containers on it, by the names plans use. A container that
 * booted since it was last asked for is entered anew.
 */
final class Machines implements AutoCloseable {
  static final String HOST = "host";

  private final Machine host;
  private final Map<String, Place> places;
  private final List<Machine> left = new ArrayList<>();
  private final Map<String, Machine> open = new LinkedHashMap<>();
  private final Map<String, Map<String, Integer>> mainPids = new HashMap<>();

  Machines(Machine host, Map<String, Place> places) {
    this.host = host;
    this.places = places;
  }

  /** The containers that either system has. */
  static Map<String, Place> places(LoadedSystem before, LoadedSystem after) {
    Map<String, Place> out = new LinkedHashMap<>();
    collect(HOST, before, out);
    collect(HOST, after, out);
    return out;
  }

  private static void collect(String around, LoadedSystem system, Map<String, Place> out) {
    system
        .manifest()
        .containers()
        .forEach((name, entry) -> {
          String where = within(around, name);
          out.put(where, new Place(around, name, entry.stateDir(), entry.unit()));
          LoadedSystem inner = system.containers().get(name);
          if (inner != null) {
            collect(where, inner, out);
          }
        });
  }

  static String within(String around, String container) {
    return around.equals(HOST) ? container : around + "/" + container;
  }

  Map<String, Place> places() {
    return places;
  }

  Machine host() {
    return host;
  }

  /** The machine of that name, or null if its root folder does not exist. */
  synchronized @Nullable Machine find(String where) throws IOException {
    if (where.equals(HOST)) {
      return host;
    }
    Machine known = open.get(where);
    if (known != null && known.isBooted()) {
      return known;
    }
    Place place = places.get(where);
    if (place == null) {
      return null;
    }
    Machine around = find(place.around());
    if (around == null) {
      return null;
    }
    if (known != null) {
      // Another thread may be changing its files: it is closed with all others.
      left.add(known);
      open.remove(where);
    }
    try {
      Machine fresh =
          around.container(place.container(), place.stateDir(), mainPid(around, place, known));
      open.put(where, fresh);
      return fresh;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** One question answers for all containers of a machine, until one of them boots anew. */
  private int mainPid(Machine around, Place place, @Nullable Machine known) throws IOException {
    if (!around.isBooted()) {
      return 0;
    }
    Map<String, Integer> pids = mainPids.get(around.name());
    if (pids == null || known != null) {
      List<String> units =
          places.values().stream()
              .filter(other -> other.around().equals(place.around()))
              .map(Place::unit)
              .toList();
      pids = around.systemctl().mainPids(units);
      mainPids.put(around.name(), pids);
    }
    return pids.getOrDefault(place.unit(), 0);
  }

  /** The machine of that name. */
  Machine get(String where) throws IOException {
    Machine machine = find(where);
    if (machine == null) {
      throw new ActivationException("the machine " + where + " has no root folder");
    }
    return machine;
  }

  /** Makes the root folder of a container, so that it can be opened. */
  void makeRoot(String where) throws IOException {
    Place place = places.get(where);
    if (place != null) {
      get(place.around()).files().makeFolders(place.stateDir());
    }
  }

  @Override
  public void close() {
    open.values().forEach(Machine::close);
    open.clear();
    left.forEach(Machine::close);
    left.clear();
  }
}
