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
import org.jspecify.annotations.Nullable;

/**
 * The profile links, which say what system a machine runs, what it boots, and what must not be
 * collected. They move last, and moving them twice is the same as once.
 */
final class Profiles {
  private static final String PER_CONTAINER = "/nix/var/nix/profiles/per-container/";

  private Profiles() {}

  /** Makes a system the one in force on the machine, and those of its containers on them. */
  static void commit(
      Machines machines, LoadedSystem before, LoadedSystem after, Ending ending, Progress progress)
      throws IOException {
    commit(machines, Machines.HOST, before, after, progress);
    progress.checkpoint();
    RootFolder files = machines.host().files();
    switch (ending.kind()) {
      case KEEP -> {
        Generations profile = new Generations(files, ending.profile());
        if (ending.generation() != null) {
          profile.use(ending.generation());
        } else {
          profile.add(Objects.requireNonNull(after.path()));
        }
        BootProfile.set(files, ending.profile());
        Generations.setInForce(files, after.path());
      }
      case TEST -> Generations.setInForce(files, after.path());
      case LEAVE -> leave(machines.host());
    }
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
      Generations profile = new Generations(machine.files(), PER_CONTAINER + name + "/system");
      if (inner == null) {
        profile.forget();
        Recorder.prune(machine.files(), PER_CONTAINER + name);
        continue;
      }
      String system = Objects.requireNonNull(inner.path());
      if (!system.equals(profile.current())) {
        profile.add(system);
      }
      String within = Machines.within(where, name);
      Machine container = machines.get(within);
      // At boot the container looks for its own system where every machine has it.
      Entry own = new Entry.Link(system);
      if (!own.equals(container.files().read(Generations.SYSTEM))) {
        container.files().put(Generations.SYSTEM, own);
      }
      LoadedSystem old = before.containers().getOrDefault(name, LoadedSystem.nothing(name));
      if (!system.equals(old.path())) {
        commit(machines, within, old, inner, progress);
      }
    }
    if (!Objects.equals(before.path(), after.path())) {
      inForce(machine, after.path());
    }
  }

  private static void inForce(Machine machine, @Nullable String system) throws IOException {
    if (!machine.isBooted()) {
      return;
    }
    CommandResult result =
        machine.run(
            Duration.ofSeconds(30),
            system == null
                ? List.of("rm", "-f", "/run/current-system")
                : List.of("ln", "-sfnT", system, "/run/current-system"));
    if (!result.succeeded()) {
      throw new IOException(
          machine.name() + ": /run/current-system could not be set: " + result.complaint());
    }
  }

  /** Takes away what Firn remembers of a machine on which nothing is declared any more. */
  private static void leave(Machine host) throws IOException {
    RootFolder files = host.files();
    BootProfile.set(files, Generations.SYSTEM);
    new Generations(files, Generations.SYSTEM).forget();
    for (String name : files.list(Generations.NAMED)) {
      files.remove(Generations.NAMED + "/" + name);
    }
    Recorder.prune(files, Generations.NAMED);
    Generations.setInForce(files, null);
    for (String path :
        List.of(
            "/var/lib/nixos/uid-map", "/var/lib/nixos/gid-map", "/var/lib/firn/adopted-accounts")) {
      files.remove(path);
    }
    for (String image : files.list("/var/lib/firn/oci-images")) {
      files.remove("/var/lib/firn/oci-images/" + image);
    }
    for (String folder : MadeFolders.read(files).deepestFirst()) {
      Recorder.prune(files, folder);
    }
  }

  /** The last traces, once the journal of the transaction itself is gone. */
  static void leaveNoTrace(RootFolder files) throws IOException {
    files.remove(MadeFolders.PATH);
    files.remove(Switch.LOCK);
    pruneEmpty(files, "/var/lib/firn/kept");
    for (String folder :
        List.of("/var/lib/firn/oci-images", "/var/lib/firn/journal", "/var/lib/firn")) {
      Recorder.prune(files, folder);
    }
  }

  private static void pruneEmpty(RootFolder files, String folder) throws IOException {
    for (String name : files.list(folder)) {
      if (files.read(folder + "/" + name) instanceof Entry.Folder) {
        pruneEmpty(files, folder + "/" + name);
      }
    }
    Recorder.prune(files, folder);
  }
}
