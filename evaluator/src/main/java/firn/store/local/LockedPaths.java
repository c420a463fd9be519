package firn.store.local;

import firn.store.StorePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Store paths whose locks this thread of work holds: the right to write them. */
public final class LockedPaths implements AutoCloseable {
  private final SortedSet<StorePath> paths;
  private final List<PathLock> locks = new ArrayList<>();

  private LockedPaths(Collection<StorePath> paths) {
    this.paths = new TreeSet<>(paths);
  }

  /** Takes the locks in the order of the paths, so that two takers cannot wait for each other. */
  static LockedPaths acquire(StoreLayout layout, Collection<StorePath> paths) throws IOException {
    LockedPaths locked = new LockedPaths(paths);
    boolean done = false;
    try {
      for (StorePath path : locked.paths) {
        locked.locks.add(PathLock.acquire(layout.physicalBytes(path)));
      }
      done = true;
      return locked;
    } finally {
      if (!done) {
        locked.close();
      }
    }
  }

  boolean holds(StorePath path) {
    return paths.contains(path);
  }

  @Override
  public void close() {
    locks.reversed().forEach(PathLock::close);
    locks.clear();
  }
}
