package firn.store.local;

import firn.store.MalformedException;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.db.StoreDatabase;
import firn.store.posix.FileStatus;
import firn.store.posix.OpenFile;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what no root reaches. While {@code gc.lock} is held nobody can add temporary roots, so
 * nothing becomes live that was found dead; it is held until dead paths are unregistered and out of
 * the way, not until they are deleted.
 */
public final class GarbageCollector {
  /**
   * A folder in the store for what is being deleted; no store path has that name. It goes when it
   * is empty: Nix takes what it does not know in the store for garbage, and says so.
   */
  private static final String TRASH = "trash";

  private static final String LINKS = ".links";

  /**
   * What was, or would be, deleted.
   *
   * @param bytes disk space that this frees; 0 where nothing was deleted
   */
  public record Collected(SortedSet<StorePath> paths, long bytes) {}

  private final LocalStore store;
  private final StoreLayout layout;
  private final String storeDir;
  private final Policy policy;
  private long freed;

  /**
   * What is live besides what roots reach.
   *
   * @param keepDerivations the derivations that live paths were built from
   * @param keepOutputs the outputs of live derivations
   */
  public record Policy(boolean keepDerivations, boolean keepOutputs) {
    /** As Nix does without being told. */
    public static final Policy DEFAULT = new Policy(true, false);
  }

  public GarbageCollector(LocalStore store) {
    this(store, Policy.DEFAULT);
  }

  public GarbageCollector(LocalStore store, Policy policy) {
    this.store = store;
    this.policy = policy;
    this.layout = store.layout();
    this.storeDir = PathBytes.of(layout.storeDir());
  }

  /** Everything that is live: what roots reach, and what the policy says goes with it. */
  public SortedSet<StorePath> live() {
    try {
      Roots roots = new Roots(layout);
      SortedSet<StorePath> start = new TreeSet<>(roots.permanent().values());
      start.addAll(roots.temporary());
      start.addAll(RunningRoots.of());
      return reach(start);
    } catch (IOException e) {
      throw new StoreException("cannot find the roots of garbage collection: " + e.getMessage(), e);
    }
  }

  private SortedSet<StorePath> reach(SortedSet<StorePath> start) {
    StoreDatabase database = store.database();
    SortedSet<StorePath> live = new TreeSet<>();
    Deque<StorePath> pending = new ArrayDeque<>(start);
    while (!pending.isEmpty()) {
      StorePath path = pending.pop();
      if (!database.isValid(path) || !live.add(path)) {
        continue;
      }
      pending.addAll(database.references(path));
      if (policy.keepDerivations()) {
        pending.addAll(database.derivers(path));
      }
      if (policy.keepOutputs() && path.isDerivation()) {
        pending.addAll(database.outputs(path));
      }
    }
    return live;
  }

  /**
   * All roots: links, and {@code {temp}} and {@code {process}} for what living processes use, which
   * is told once for each path.
   */
  public List<Map.Entry<String, StorePath>> roots() {
    try {
      Roots roots = new Roots(layout);
      List<Map.Entry<String, StorePath>> all = new ArrayList<>(roots.permanent().entrySet());
      roots.temporary().forEach(path -> all.add(Map.entry("{temp}", path)));
      RunningRoots.of().stream()
          .filter(store::isValid)
          .forEach(path -> all.add(Map.entry("{process}", path)));
      return all;
    } catch (IOException e) {
      throw new StoreException("cannot find the roots of garbage collection: " + e.getMessage(), e);
    }
  }

  /** What would be deleted now. */
  public Collected dead() {
    SortedSet<StorePath> dead = new TreeSet<>(store.validPaths());
    dead.removeAll(live());
    return new Collected(dead, 0);
  }

  /** Deletes all garbage. */
  public Collected collect() {
    return run(null, Long.MAX_VALUE);
  }

  /** Deletes garbage until so many bytes are freed, as far as archives tell their sizes. */
  public Collected collect(long maxFreed) {
    return run(null, maxFreed);
  }

  /**
   * Deletes these paths.
   *
   * @throws StoreException if one is live, or something that stays refers to it
   */
  public Collected delete(Set<StorePath> paths) {
    return run(new TreeSet<>(paths), Long.MAX_VALUE);
  }

  private Collected run(@Nullable SortedSet<StorePath> only, long maxFreed) {
    try {
      SortedSet<StorePath> dead;
      // On a full disk the database could not even record that something goes.
      Files.deleteIfExists(layout.reservedSpace());
      try (OpenFile lock =
          OpenFile.lockable(PathBytes.of(layout.stateDir().resolve("gc.lock")), 0600)) {
        PathLock.await(lock);
        // What becomes valid from here on is no garbage: whoever makes it holds a root, which does
        // not lead to it yet if it was read before.
        dead = new TreeSet<>(store.validPaths());
        SortedSet<StorePath> live = live();
        dead.removeAll(live);
        if (only != null) {
          refuseLive(only, live);
          dead.retainAll(only);
        } else if (maxFreed != Long.MAX_VALUE) {
          dead = enough(dead, maxFreed);
        }
        store.database().unregister(dead);
        discard(dead, only == null ? temporaryHashes() : null);
      }
      empty();
      StoreSetup.reserveSpace(layout);
      if (only == null) {
        PartialDownload.collect(layout);
        unlinkUnshared();
      }
      return new Collected(dead, freed);
    } catch (IOException e) {
      throw new StoreException("cannot collect garbage: " + e.getMessage(), e);
    }
  }

  /** Some of them, none of which another that stays refers to. */
  private SortedSet<StorePath> enough(SortedSet<StorePath> dead, long bytes) {
    SortedSet<StorePath> chosen = new TreeSet<>();
    long size = 0;
    for (StorePath start : dead) {
      Deque<StorePath> stack = new ArrayDeque<>();
      stack.push(start);
      while (!stack.isEmpty() && size < bytes) {
        StorePath path = stack.peek();
        Set<StorePath> users = new TreeSet<>(store.referrers(path));
        users.remove(path);
        users.removeAll(chosen);
        if (chosen.contains(path) || users.isEmpty()) {
          stack.pop();
          if (chosen.add(path)) {
            size += store.query(path).map(PathInfo::narSize).orElse(0L);
          }
        } else {
          users.forEach(stack::push);
        }
      }
    }
    return chosen;
  }

  private static void refuseLive(SortedSet<StorePath> paths, SortedSet<StorePath> live) {
    for (StorePath path : paths) {
      if (live.contains(path)) {
        throw new StoreException(
            "cannot delete '" + path + "', which is in use",
            "Remove the link, profile or process that keeps it, or what refers to it, first.",
            null);
      }
    }
  }

  /** Locks and files in the making bear the hash part of a temporary root. */
  private Set<String> temporaryHashes() throws IOException {
    Set<String> hashes = new HashSet<>();
    new Roots(layout).temporary().forEach(path -> hashes.add(path.hashPart()));
    return hashes;
  }

  /**
   * Moves paths into the trash, and with them all that lies about in the store without being valid.
   *
   * @param kept the hash parts of what is being made; null to leave alone what is not valid
   */
  private void discard(SortedSet<StorePath> dead, @Nullable Set<String> kept) throws IOException {
    List<String> names = Posix.list(storeDir);
    for (String name : names) {
      if (name.equals(TRASH) || name.equals(LINKS)) {
        continue;
      }
      if (isDead(name, dead, kept)) {
        throwAway(name);
      }
    }
  }

  private void throwAway(String name) throws IOException {
    String from = storeDir + "/" + name;
    String trash = storeDir + "/" + TRASH;
    while (true) {
      try {
        Posix.rename(from, trash + "/" + name + "-" + System.nanoTime());
        return;
      } catch (AtomicMoveNotSupportedException e) {
        // The store is an overlay, as in a container or on a live medium.
        remove(from);
        return;
      } catch (NoSuchFileException e) {
        if (!Posix.exists(from)) {
          throw e;
        }
      }
      try {
        Posix.mkdir(trash, 0700);
      } catch (FileAlreadyExistsException e) {
        // Somebody made it in between, and may remove it again.
        continue;
      }
    }
  }

  private boolean isDead(String name, SortedSet<StorePath> dead, @Nullable Set<String> kept) {
    StorePath path;
    try {
      path = StorePath.ofBaseName(name);
    } catch (MalformedException e) {
      // Nothing that Firn or Nix left unfinished has another name than a store path's.
      return false;
    }
    if (dead.contains(path)) {
      return true;
    }
    return kept != null && !kept.contains(path.hashPart()) && !store.isValid(path);
  }

  /** Several collectors, Nix's among them, may empty the trash at once. */
  private void empty() throws IOException {
    String trash = storeDir + "/" + TRASH;
    if (!Posix.exists(trash)) {
      return;
    }
    for (String name : names(trash)) {
      remove(trash + "/" + name);
    }
    try {
      Posix.rmdir(trash);
    } catch (NoSuchFileException | DirectoryNotEmptyException e) {
      // Another collector was quicker, or has just begun.
      return;
    }
  }

  private static List<String> names(String folder) throws IOException {
    try {
      return Posix.list(folder);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private void remove(String path) throws IOException {
    try {
      removeThere(path);
    } catch (NoSuchFileException e) {
      // Another collector was quicker.
      return;
    }
  }

  private void removeThere(String path) throws IOException {
    FileStatus status = Posix.status(path);
    if (status.isDirectory()) {
      if ((status.mode() & 0700) != 0700) {
        Posix.chmod(path, 0700);
      }
      for (String name : names(path)) {
        remove(path + "/" + name);
      }
      Posix.rmdir(path);
    } else {
      Posix.unlink(path);
      if (status.links() == 1) {
        freed += status.size();
      }
    }
  }

  /** Drops the common copies that no store object shares any more. */
  private void unlinkUnshared() throws IOException {
    String links = storeDir + "/" + LINKS;
    if (!Posix.exists(links)) {
      return;
    }
    for (String name : Posix.list(links)) {
      String file = links + "/" + name;
      FileStatus status = Posix.status(file);
      if (status.links() == 1) {
        Posix.unlink(file);
        freed += status.size();
      }
    }
  }
}
