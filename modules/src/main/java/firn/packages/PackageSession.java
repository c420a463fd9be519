package firn.packages;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
    this.lockFile = lockFile;
    this.mirror = mirror;
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
  }

  /** The session in use; at first one without a lock. */
  public static PackageSession current() {
    return java.util.Objects.requireNonNull(CURRENT.get());
  }

  /** The archive, as configured. */
  public synchronized DebianArchive archive() throws IOException {
    DebianArchive known = archive;
    if (known == null) {
      known = new DebianArchive(ArchiveSettings.ofMachine(mirror), Clock.systemUTC(), log);
      archive = known;
    }
    return known;
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
      known = new PackageSet(archive(), lock(), architecture(system));
      sets.put(system, known);
    }
    return known;
  }

  private Lock lock() throws ArchiveException, IOException {
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
    Lock merged = lock();
    for (PackageSet set : sets.values()) {
      merged = merged.with(set.lock(), set.architecture());
    }
    if (merged.isEmpty()) {
      return false;
    }
    return merged.write(file);
  }

  /**
   * Fetches the suites anew and resolves every locked package from them: what {@code firn pkgs
   * update} does.
   *
   * @return one line for each package that changed, such as {@code curl 7.88.1-1 → 7.88.1-2}
   */
  public synchronized List<String> update()
      throws ArchiveException, IOException, InterruptedException {
    List<Suite> suites = archive().update();
    Lock old = lock();
    Lock renewed = new Lock(suites, Map.of());
    List<String> changes = new ArrayList<>();
    for (Map.Entry<String, SortedMap<String, LockedPackage>> entry :
        new TreeMap<>(old.packages()).entrySet()) {
      PackageSet set = new PackageSet(archive(), new Lock(suites, Map.of()), entry.getKey());
      for (LockedPackage before : entry.getValue().values()) {
        if (set.describe(before.name()) == null) {
          changes.add(before.name() + " " + before.version() + " is no longer there");
          continue;
        }
        LockedPackage after = set.get(before.name());
        if (!after.version().equals(before.version())) {
          changes.add(before.name() + " " + before.version() + " → " + after.version());
        }
      }
      renewed = renewed.with(set.lock(), entry.getKey());
    }
    Path file = lockFile;
    if (file != null && (Files.exists(file) || !renewed.packages().isEmpty())) {
      renewed.write(file);
    }
    lock = renewed;
    sets.clear();
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
