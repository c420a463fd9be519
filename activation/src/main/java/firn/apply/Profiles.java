package firn.apply;

import firn.machine.CommandResult;
import firn.machine.Entry;
import firn.machine.Machine;
import firn.machine.RootFolder;
import firn.manifest.LoadedSystem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The profile links, which say what system a machine runs, what it boots, and what must not be
 * collected. They move last, and moving them twice is the same as once.
 */
public final class Profiles {
  private static final String PROFILES = "/nix/var/nix/profiles/";
  private static final String OWN = PROFILES + "system";
  private static final Pattern GENERATION = Pattern.compile("system-([0-9]{1,9})-link");

  private Profiles() {}

  /** The system the profile of a machine names, or null if it has none. */
  public static @Nullable String current(RootFolder files) throws IOException {
    return current(files, PROFILES.substring(0, PROFILES.length() - 1));
  }

  private static @Nullable String current(RootFolder files, String folder) throws IOException {
    if (!(files.read(folder + "/system") instanceof Entry.Link profile)) {
      return null;
    }
    if (profile.target().startsWith("/")) {
      return profile.target();
    }
    return files.read(folder + "/" + profile.target()) instanceof Entry.Link generation
        ? generation.target()
        : null;
  }

  /** Makes a system the one in force on the machine, and those of its containers on them. */
  static void commit(Machines machines, LoadedSystem before, LoadedSystem after, Progress progress)
      throws IOException {
    commit(machines, Machines.HOST, before, after, progress);
    progress.checkpoint();
    RootFolder files = machines.host().files();
    move(files, PROFILES.substring(0, PROFILES.length() - 1), after.path());
    files.flush();
  }

  private static void commit(
      Machines machines, String where, LoadedSystem before, LoadedSystem after, Progress progress)
      throws IOException {
    Machine machine = machines.get(where);
    Set<String> names = new TreeSet<>(before.containers().keySet());
    names.addAll(after.containers().keySet());
    for (String name : names) {
      progress.checkpoint();
      LoadedSystem inner = after.containers().get(name);
      String folder = PROFILES + "per-container/" + name;
      if (inner == null) {
        forget(machine.files(), folder);
        continue;
      }
      move(machine.files(), folder, inner.path());
      String within = Machines.within(where, name);
      // At boot the container looks for its own system where every machine has it.
      machines.get(within).files().put(OWN, new Entry.Link(Objects.requireNonNull(inner.path())));
      commit(
          machines,
          within,
          before.containers().getOrDefault(name, LoadedSystem.nothing(name)),
          inner,
          progress);
    }
    inForce(machine, after.path());
  }

  private static void inForce(Machine machine, @Nullable String system) throws IOException {
    if (system == null) {
      return;
    }
    if (machine.isBooted()) {
      CommandResult result =
          machine.run(
              Duration.ofSeconds(30), List.of("ln", "-sfnT", system, "/run/current-system"));
      if (!result.succeeded()) {
        throw new IOException(
            machine.name() + ": /run/current-system could not be set: " + result.complaint());
      }
    }
  }

  private static void move(RootFolder files, String folder, @Nullable String system)
      throws IOException {
    if (system == null || system.equals(current(files, folder))) {
      return;
    }
    int last = 0;
    for (String name : files.list(folder)) {
      Matcher generation = GENERATION.matcher(name);
      if (generation.matches()) {
        last = Math.max(last, Integer.parseInt(generation.group(1)));
      }
    }
    String link = "system-" + (last + 1) + "-link";
    files.put(folder + "/" + link, new Entry.Link(system));
    files.put(folder + "/system", new Entry.Link(link));
  }

  private static void forget(RootFolder files, String folder) throws IOException {
    files.remove(folder + "/system");
    for (String name : files.list(folder)) {
      if (GENERATION.matcher(name).matches()) {
        files.remove(folder + "/" + name);
      }
    }
    if (files.list(folder).isEmpty()) {
      files.remove(folder);
    }
  }
}
