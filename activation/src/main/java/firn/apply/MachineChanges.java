package firn.apply;

import firn.machine.Entry;
import firn.machine.RootFolder;
import firn.manifest.EtcEntry;
import firn.manifest.LoadedSystem;
import firn.manifest.UnitEntry;
import firn.plan.Action;
import firn.plan.Step;
import firn.plan.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From the steps of one machine that change files to the paths that change. */
final class MachineChanges {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String UID_MAP = "/var/lib/nixos/uid-map";
  private static final String GID_MAP = "/var/lib/nixos/gid-map";
  private static final String ADOPTED = "/var/lib/firn/adopted-accounts";

  private final RootFolder files;
  private final LoadedSystem before;
  private final LoadedSystem after;
  private final SystemFiles declared;

  MachineChanges(RootFolder files, LoadedSystem before, LoadedSystem after, SystemFiles declared) {
    this.files = files;
    this.before = before;
    this.after = after;
    this.declared = declared;
  }

  /** The changes of one step; none for a step about accounts, which are changed together. */
  List<Change> of(Step step) throws IOException {
    return switch (step.subject()) {
      case Subject.File file -> file(file.path());
      case Subject.Unit unit -> unit(unit.name());
      case Subject.User user -> List.of();
      case Subject.Group group -> List.of();
      case Subject.Container container -> List.of();
      case Subject.Oci oci -> List.of();
      case Subject.Swap swap -> List.of();
    };
  }

  private List<Change> file(String path) throws IOException {
    String name = path.substring("/etc/".length());
    EtcEntry old = before.manifest().etc().get(name);
    EtcEntry now = after.manifest().etc().get(name);
    Entry there = files.read(path);
    List<Change> out = new ArrayList<>();
    if (now == null) {
      removeOrGiveBack(path, out);
      return out;
    }
    Entry wanted = declared.etc(now, files);
    if (there.equals(wanted)) {
      return out;
    }
    boolean ours = there instanceof Entry.Absent || (old != null && isOurs(there, old));
    if (!ours) {
      keep(path, there, out);
    }
    out.add(new Change.Put(path, wanted));
    return out;
  }

  private boolean isOurs(Entry there, EtcEntry old) {
    try {
      return there.equals(declared.etc(old, files));
    } catch (IOException | ActivationException e) {
      return false;
    }
  }

  /** Puts what someone else made at a path where Firn keeps such things. */
  private void keep(String path, Entry there, List<Change> out) throws IOException {
    String free = LiveReader.KEPT + path;
    for (int i = 1; !(files.read(free) instanceof Entry.Absent); i++) {
      free = LiveReader.KEPT + path + "." + i;
    }
    switch (there) {
      case Entry.Folder folder -> out.add(new Change.Move(path, free));
      case Entry.Special special ->
          throw new ActivationException(
              path + " is a device or a socket, which Firn does not replace; remove it first");
      default -> out.add(new Change.Put(free, there));
    }
  }

  /** Takes away what Firn put at a path; what it replaced there comes back. */
  private void removeOrGiveBack(String path, List<Change> out) throws IOException {
    String keptPath = LiveReader.KEPT + path;
    Entry kept = files.read(keptPath);
    switch (kept) {
      case Entry.Absent absent -> out.add(new Change.Put(path, absent));
      case Entry.Folder folder -> {
        out.add(new Change.Put(path, Entry.ABSENT));
        out.add(new Change.Move(keptPath, path));
      }
      default -> {
        out.add(new Change.Put(path, kept));
        out.add(new Change.Put(keptPath, Entry.ABSENT));
      }
    }
  }

  private List<Change> unit(String name) throws IOException {
    UnitEntry old = before.manifest().units().get(name);
    UnitEntry now = after.manifest().units().get(name);
    Map<String, Entry> was = SystemFiles.unit(name, old);
    Map<String, Entry> wanted = SystemFiles.unit(name, now);
    Set<String> paths = new LinkedHashSet<>(was.keySet());
    paths.addAll(wanted.keySet());
    List<Change> out = new ArrayList<>();
    for (String path : paths) {
      Entry there = files.read(path);
      Entry target = wanted.getOrDefault(path, Entry.ABSENT);
      if (there.equals(target)) {
        continue;
      }
      boolean ours = there instanceof Entry.Absent || there.equals(was.get(path));
      if (!ours && target instanceof Entry.Absent) {
        continue;
      }
      if (target instanceof Entry.Absent) {
        removeOrGiveBack(path, out);
        continue;
      }
      if (!ours) {
        keep(path, there, out);
      }
      out.add(new Change.Put(path, target));
    }
    return out;
  }

  /** Users and groups, with what is remembered of them, and the homes that are missing. */
  List<Change> accounts() throws IOException {
    AccountFiles accounts = LiveReader.accounts(files);
    Accounts.Memory memory =
        new Accounts.Memory(ids(UID_MAP), ids(GID_MAP), adopted("users"), adopted("groups"));
    new Accounts(
            accounts, memory, before.manifest().users(), after.manifest().users(), this::passwordIn)
        .apply();
    List<Change> out = new ArrayList<>();
    account(out, "/etc/passwd", AccountFiles.text(accounts.passwd), 0644);
    account(out, "/etc/group", AccountFiles.text(accounts.group), 0644);
    account(out, "/etc/shadow", AccountFiles.text(accounts.shadow), 0600);
    account(out, UID_MAP, JSON.writeValueAsString(memory.uids()), 0644);
    account(out, GID_MAP, JSON.writeValueAsString(memory.gids()), 0644);
    account(
        out,
        ADOPTED,
        JSON.writeValueAsString(
            new TreeMap<>(
                Map.of("users", memory.adoptedUsers(), "groups", memory.adoptedGroups()))),
        // It holds lines of the shadow file.
        0600);
    after
        .manifest()
        .users()
        .users()
        .forEach((name, user) -> {
          String[] fields = accounts.passwd.get(name);
          if (user.createHome() && fields != null) {
            home(out, user.home(), user.homeMode(), fields);
          }
        });
    return out;
  }

  private void home(List<Change> out, String home, String mode, String[] passwd) {
    try {
      if (files.read(home) instanceof Entry.Absent) {
        out.add(
            new Change.Put(
                home,
                new Entry.Folder(
                    Integer.parseInt(mode, 8),
                    Integer.parseInt(passwd[2]),
                    Integer.parseInt(passwd[3]))));
      }
    } catch (IOException e) {
      throw new ActivationException("the home " + home + " cannot be looked at", e);
    }
  }

  private @Nullable String passwordIn(String path) {
    try {
      String text = SystemFiles.text(files, path);
      return text.isEmpty() ? null : text.lines().findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new ActivationException("the password file " + path + " cannot be read", e);
    }
  }

  private void account(List<Change> out, String path, String text, int mode) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
    Entry there = files.read(path);
    Entry.Regular wanted =
        there instanceof Entry.Regular old
            ? new Entry.Regular(content, old.mode(), old.uid(), old.gid())
            : new Entry.Regular(content, mode, 0, 0);
    if (!there.equals(wanted)) {
      out.add(new Change.Put(path, wanted));
    }
  }

  private TreeMap<String, Integer> ids(String path) throws IOException {
    TreeMap<String, Integer> out = new TreeMap<>();
    String text = SystemFiles.text(files, path);
    if (!text.isEmpty()) {
      for (Map.Entry<String, JsonNode> id : JSON.readTree(text).properties()) {
        out.put(id.getKey(), id.getValue().intValue());
      }
    }
    return out;
  }

  private TreeMap<String, List<String>> adopted(String kind) throws IOException {
    TreeMap<String, List<String>> out = new TreeMap<>();
    String text = SystemFiles.text(files, ADOPTED);
    if (!text.isEmpty()) {
      for (Map.Entry<String, JsonNode> one : JSON.readTree(text).path(kind).properties()) {
        List<String> lines = new ArrayList<>();
        one.getValue().forEach(line -> lines.add(line.stringValue()));
        out.put(one.getKey(), lines);
      }
    }
    return out;
  }

  /** Whether a step is about users or groups. */
  static boolean isAboutAccounts(Step step) {
    return step.subject() instanceof Subject.User || step.subject() instanceof Subject.Group;
  }

  /** Whether a step changes something that lies on the disk. */
  static boolean isChange(Step step) {
    return step.action() == Action.CREATE
        || step.action() == Action.CHANGE
        || step.action() == Action.REMOVE;
  }
}
