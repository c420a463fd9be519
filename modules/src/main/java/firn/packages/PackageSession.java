package firn.packages;

import firn.eval.value.Bytes;
import firn.eval.value.MissingName;
import firn.eval.value.NixAttrs;
import firn.packages.archive.ArchiveException;
import firn.packages.archive.ArchivePackage;
import firn.packages.archive.ArchiveSettings;
import firn.packages.archive.DebianArchive;
import firn.packages.archive.Lock;
import firn.packages.archive.LockedPackage;
import firn.packages.archive.PackageSet;
import firn.packages.archive.Suite;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The package sets of one run of the program: which archive they come from and which lock pins
 * them. A command makes one, hands it to the language with {@link #use}, and calls {@link #save}
 * once it has succeeded. Safe for use by several threads.
 */
public final class PackageSession {
  private static final AtomicReference<PackageSession> CURRENT =
      new AtomicReference<>(new PackageSession(null, null, line -> {}));

  private final @Nullable Path lockFile;
  private final @Nullable URI mirror;
  private final @Nullable Path apt;
  private final Consumer<String> log;
  private final Map<String, PackageSet> sets = new HashMap<>();
  private @Nullable DebianArchive archive;
  private @Nullable Lock lock;

  /**
   * A session; nothing is read yet.
   *
   * @param lockFile the {@code firn.lock} to read and extend; null for none
   * @param mirror the archive's address, in the place of the one apt has; null for apt's
   * @param log takes one line for each file that is fetched
   */
  public PackageSession(@Nullable Path lockFile, @Nullable URI mirror, Consumer<String> log) {
    this(lockFile, mirror, null, log);
  }

  /**
   * The same.
   *
   * @param apt a folder like {@code /etc/apt}, in its place; null for that one
   */
  public PackageSession(
      @Nullable Path lockFile, @Nullable URI mirror, @Nullable Path apt, Consumer<String> log) {
    this.lockFile = lockFile;
    this.mirror = mirror;
    this.apt = apt;
    this.log = log;
  }

  /** A session with an archive that is already known. */
  public PackageSession(@Nullable Path lockFile, DebianArchive archive) {
    this(lockFile, null, line -> {});
    this.archive = archive;
  }

  /** Makes this the session that builtins answer from. */
  public void use() {
    CURRENT.set(this);
    MissingName.ask(this::advice);
  }

  /** What to do about a name that a set of all packages lacks. */
  private String advice(NixAttrs set, String name) {
    if (set.get("perl-base") == null || set.get("dash") == null) {
      return "";
    }
    Set<String> suites = new TreeSet<>();
    ArchiveException missing = null;
    synchronized (this) {
      for (PackageSet each : sets.values()) {
        suites.add(each.suiteNames());
        missing = missing == null ? each.missingIndex() : missing;
      }
    }
    if (missing != null) {
      return "Only what the lock holds is known, for %s. %s"
          .formatted(missing.getMessage(), missing.remedy());
    }
    return "There is no such package in %s; look for one with: firn pkgs search %s"
        .formatted(String.join(" or ", suites), Bytes.toUnicode(name));
  }

  /** The session in use; at first one without a lock. */
  public static PackageSession current() {
    return java.util.Objects.requireNonNull(CURRENT.get());
  }

  /** The archive, as configured. */
  public synchronized DebianArchive archive() throws IOException {
    DebianArchive known = archive;
    if (known == null) {
      known = new DebianArchive(settings(), Clock.systemUTC(), log);
      archive = known;
    }
    return known;
  }

  private ArchiveSettings settings() throws IOException {
    return apt == null
        ? ArchiveSettings.ofMachine(mirror)
        : ArchiveSettings.of(apt.toAbsolutePath(), mirror);
  }

  /**
   * The packages for one kind of system.
   *
   * @param system such as {@code x86_64-linux}
   * @throws ArchiveException if Debian has no such architecture, or the lock cannot be read
   */
  public synchronized PackageSet set(String system) throws ArchiveException, IOException {
    PackageSet known = sets.get(system);
    if (known == null) {
      known = new PackageSet(archive(), savedLock(), architecture(system));
      sets.put(system, known);
    }
    return known;
  }

  private Lock savedLock() throws ArchiveException, IOException {
    Lock known = lock;
    if (known == null) {
      known = lockFile == null ? Lock.empty() : Lock.read(lockFile);
      lock = known;
    }
    return known;
  }

  private static String architecture(String system) throws ArchiveException {
    return switch (system) {
      case "x86_64-linux" -> "amd64";
      case "aarch64-linux" -> "arm64";
      default ->
          throw new ArchiveException(
              "there are no packages for the system “" + system + "”",
              "Use x86_64-linux or aarch64-linux.");
    };
  }

  /** The addresses behind {@code mirror://NAME/}; for the store's builds. */
  public List<String> mirrors(String name) {
    try {
      return archive().settings().mirrors(name).stream().map(URI::toString).toList();
    } catch (IOException e) {
      log.accept("apt's sources cannot be read: " + e.getMessage());
      return List.of();
    }
  }

  /**
   * Writes what was asked for in addition to the lock; call it only after success. Nothing happens
   * where nothing is new or there is no lock file to keep.
   *
   * @return whether the file changed
   */
  public synchronized boolean save() throws ArchiveException, IOException {
    Path file = lockFile;
    if (file == null || sets.isEmpty()) {
      return false;
    }
    Lock merged = merged();
    if (merged.isEmpty()) {
      return false;
    }
    return merged.write(file);
  }

  /** As {@link #save}, but also where no package but only the state of the archive is pinned. */
  public synchronized boolean saveSuites() throws ArchiveException, IOException {
    Path file = lockFile;
    return file != null && merged().write(file);
  }

  private Lock merged() throws ArchiveException, IOException {
    Lock merged = savedLock();
    for (PackageSet set : sets.values()) {
      merged = merged.with(set.lock(), set.architecture());
    }
    return merged;
  }

  /**
   * Pins packages with all they need, what every package may use included.
   *
   * @param system such as {@code x86_64-linux}
   */
  public synchronized void pin(String system, List<String> names)
      throws ArchiveException, IOException, InterruptedException {
    PackageSet set = set(system);
    set.pin(names);
    if (!names.isEmpty()) {
      set.pin(PackageBuiltins.BASE.stream().filter(set::has).toList());
    }
  }

  /** The lock with everything that was asked for until now. */
  public synchronized Lock lock() throws ArchiveException, IOException {
    return merged();
  }

  /**
   * Fetches the suites anew and resolves every locked package from them: what {@code firn pkgs
   * update} does. A package that the lock holds only because another one needed it goes when none
   * needs it any more.
   *
   * @param write whether the lock's file and what this user's cache knows are to change
   */
  public synchronized LockUpdate update(boolean write)
      throws ArchiveException, IOException, InterruptedException {
    List<Suite> suites = write ? archive().update() : archive().latest();
    Lock old = savedLock();
    Lock renewed = new Lock(suites, Map.of());
    List<LockUpdate.Change> changes = new ArrayList<>();
    for (Map.Entry<String, SortedMap<String, LockedPackage>> entry :
        new TreeMap<>(old.packages()).entrySet()) {
      PackageSet set = new PackageSet(archive(), new Lock(suites, Map.of()), entry.getKey());
      set.pin(wanted(entry.getValue()).stream().filter(set::has).toList());
      renewed = renewed.with(set.lock(), entry.getKey());
      changes.addAll(changes(entry.getKey(), entry.getValue(), renewed.of(entry.getKey())));
    }
    Path file = lockFile;
    boolean written = write && file != null && Files.exists(file) && renewed.write(file);
    if (write) {
      lock = renewed;
      sets.clear();
    }
    return new LockUpdate(renewed, written, changes);
  }

  /** The packages that no other one needs, and so somebody asked for; all, around a cycle. */
  private static Set<String> wanted(SortedMap<String, LockedPackage> locked) {
    Set<String> needed = new HashSet<>();
    for (LockedPackage each : locked.values()) {
      needed.addAll(each.depends());
    }
    Set<String> wanted = new TreeSet<>(locked.keySet());
    wanted.removeAll(needed);
    Set<String> reached = new HashSet<>();
    wanted.forEach(name -> reach(name, locked, reached));
    for (String name : locked.keySet()) {
      if (!reached.contains(name)) {
        wanted.add(name);
        reach(name, locked, reached);
      }
    }
    return wanted;
  }

  private static void reach(
      String from, SortedMap<String, LockedPackage> locked, Set<String> reached) {
    Deque<String> queue = new ArrayDeque<>(List.of(from));
    while (!queue.isEmpty()) {
      LockedPackage next = locked.get(queue.remove());
      if (next != null && reached.add(next.name())) {
        queue.addAll(next.depends());
      }
    }
  }

  private static List<LockUpdate.Change> changes(
      String architecture,
      SortedMap<String, LockedPackage> before,
      SortedMap<String, LockedPackage> after) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<LockUpdate.Change> changes = new ArrayList<>();
    for (String name : names) {
      LockedPackage old = before.get(name);
      LockedPackage now = after.get(name);
      String from = old == null ? null : old.version();
      String to = now == null ? null : now.version();
      if (!java.util.Objects.equals(from, to)) {
        changes.add(new LockUpdate.Change(architecture, name, from, to));
      }
    }
    return changes;
  }

  /**
   * The packages whose name or description contains every word, sorted by name.
   *
   * @param system such as {@code x86_64-linux}
   */
  public List<ArchivePackage> search(String system, List<String> words)
      throws ArchiveException, IOException, InterruptedException {
    PackageSet set = set(system);
    List<ArchivePackage> found = new ArrayList<>();
    for (String name : set.names()) {
      ArchivePackage candidate = set.describe(name);
      if (candidate != null) {
        String text = (name + " " + candidate.description()).toLowerCase(java.util.Locale.ROOT);
        if (words.stream().allMatch(w -> text.contains(w.toLowerCase(java.util.Locale.ROOT)))) {
          found.add(candidate);
        }
      }
    }
    return found;
  }
}
