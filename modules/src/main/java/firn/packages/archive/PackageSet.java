package firn.packages.archive;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The packages of one configuration: what its lock holds, and what it takes from the pinned indexes
 * in addition. Safe for use by several threads.
 */
public final class PackageSet {
  private final DebianArchive archive;
  private final String architecture;
  private final Lock lock;
  private final SortedMap<String, LockedPackage> locked;
  private final Map<String, Component> components = new HashMap<>();
  private List<Suite> suites;
  private @Nullable Resolver resolver;
  private @Nullable ArchiveException missingIndex;

  /**
   * Opens a set; nothing is fetched before a name outside the lock is asked for.
   *
   * @param architecture of the system the packages are for, Debian's name
   */
  public PackageSet(DebianArchive archive, Lock lock, String architecture) {
    this.archive = archive;
    this.architecture = architecture;
    this.lock = lock;
    this.suites = lock.suites();
    this.locked = new TreeMap<>(lock.of(architecture));
  }

  /** Debian's name of the system's architecture. */
  public String architecture() {
    return architecture;
  }

  /**
   * The package of that name, from the lock or else from the pinned index, to which the lock then
   * grows.
   *
   * @throws ArchiveException if there is none; the remedy names similar ones
   */
  public synchronized LockedPackage get(String name)
      throws ArchiveException, IOException, InterruptedException {
    LockedPackage known = locked.get(name);
    if (known != null) {
      return known;
    }
    Resolver source = resolver();
    ArchivePackage found = source.find(name);
    if (found == null) {
      List<String> near = NearNames.of(name, source.names());
      throw new ArchiveException(
          "there is no package “%s” in %s".formatted(name, suiteNames()),
          near.isEmpty()
              ? "Search for it with: firn pkgs search " + name
              : "Did you mean " + String.join(", ", near) + "?");
    }
    LockedPackage made =
        new LockedPackage(
            name,
            found.version(),
            found.architecture(),
            found.mirror(),
            found.path(),
            found.size(),
            found.sha256(),
            source.depends(found));
    locked.put(name, made);
    return made;
  }

  /** Whether the lock or the pinned index has a package of that name. */
  public synchronized boolean has(String name) {
    if (locked.containsKey(name)) {
      return true;
    }
    try {
      return resolver().find(name) != null;
    } catch (ArchiveException | IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * What the index says of a package beyond what the lock keeps; null where it has it not, and for
   * a locked package also where the index is not to be had.
   */
  public synchronized @Nullable ArchivePackage describe(String name)
      throws ArchiveException, IOException, InterruptedException {
    Resolver source = locked.containsKey(name) ? resolverIfAny() : resolver();
    return source == null ? null : source.find(name);
  }

  /** What each suite offers under a name, in the order of preference. */
  public synchronized List<ArchivePackage> candidates(String name)
      throws ArchiveException, IOException, InterruptedException {
    return resolver().candidates(name);
  }

  /** The names of the packages that the candidate needs at run time, sorted. */
  public synchronized List<String> depends(ArchivePackage candidate)
      throws ArchiveException, IOException, InterruptedException {
    return resolver().depends(candidate);
  }

  /**
   * All names of the archive, sorted. A lock is enough to go on where the indexes it pins are not
   * to be had any more: then they are the names it holds, and {@link #get} tells what is wrong when
   * another one is asked for.
   */
  public synchronized List<String> names()
      throws ArchiveException, IOException, InterruptedException {
    Resolver source = locked.isEmpty() ? resolver() : resolverIfAny();
    return source == null ? List.copyOf(locked.keySet()) : source.names();
  }

  /** Why the pinned indexes are not to be had; null as long as nothing failed. */
  public synchronized @Nullable ArchiveException missingIndex() {
    return missingIndex;
  }

  private @Nullable Resolver resolverIfAny() throws IOException, InterruptedException {
    if (missingIndex != null) {
      return null;
    }
    try {
      return resolver();
    } catch (ArchiveException e) {
      missingIndex = e;
      return null;
    }
  }

  /** The component a package belongs to; a package on no cycle is one by itself. */
  public synchronized Component component(String name)
      throws ArchiveException, IOException, InterruptedException {
    Component known = components.get(name);
    if (known == null) {
      for (Component found : new Components(this).from(name)) {
        for (LockedPackage member : found.members()) {
          components.putIfAbsent(member.name(), found);
        }
      }
      known = components.get(name);
    }
    if (known == null) {
      throw new IllegalStateException("no component of " + name);
    }
    return known;
  }

  /** The names that {@code roots} need, themselves included, sorted. */
  public synchronized List<String> closure(List<String> roots)
      throws ArchiveException, IOException, InterruptedException {
    SortedMap<String, LockedPackage> seen = new TreeMap<>();
    Deque<String> queue = new ArrayDeque<>(roots);
    while (!queue.isEmpty()) {
      String name = queue.remove();
      if (!seen.containsKey(name)) {
        LockedPackage found = get(name);
        seen.put(name, found);
        queue.addAll(found.depends());
      }
    }
    return List.copyOf(seen.keySet());
  }

  /**
   * Adds packages to the lock with all that is needed to make them run from the store.
   *
   * @throws ArchiveException if there is no package of such a name
   */
  public synchronized void pin(List<String> names)
      throws ArchiveException, IOException, InterruptedException {
    resolver();
    for (String name : names) {
      component(name);
    }
  }

  /** The lock with everything that was asked for. */
  public synchronized Lock lock() {
    Map<String, SortedMap<String, LockedPackage>> packages = new TreeMap<>(lock.packages());
    packages.put(architecture, new TreeMap<>(locked));
    return new Lock(suites, packages);
  }

  private Resolver resolver() throws ArchiveException, IOException, InterruptedException {
    Resolver known = resolver;
    if (known == null) {
      if (suites.isEmpty()) {
        suites = archive.pinned();
      }
      List<PackageIndex> indexes = new ArrayList<>();
      for (Suite suite : suites) {
        indexes.addAll(archive.indexes(suite, architecture));
      }
      if (indexes.isEmpty()) {
        throw new ArchiveException(
            "the archive has no packages for " + architecture, "Use another mirror.");
      }
      known = new Resolver(indexes);
      resolver = known;
    }
    return known;
  }

  /** The suites that are searched, as words. */
  public synchronized String suiteNames() {
    return String.join(", ", suites.stream().map(Suite::name).toList());
  }
}
