package firn.store.local;

import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.nar.HashSink;
import firn.store.nar.NarEncoder;
import firn.store.nar.TreeHasher;
import firn.store.nar.TreeHasher.Measure;
import firn.store.nar.TreeReader;
import firn.store.posix.Posix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks that what the database says is what the disk holds. */
public final class Verifier {
  /** What is wrong with a valid path. */
  public enum Kind {
    /** It is not there. */
    MISSING,
    /** Its contents are not those that were registered. */
    MODIFIED,
    /** It cannot be read. */
    UNREADABLE
  }

  /**
   * @param detail one sentence
   * @param found the hash of the archive of what is there, where it was modified
   */
  public record Problem(StorePath path, Kind kind, String detail, @Nullable Hash found) {
    Problem(StorePath path, Kind kind, String detail) {
      this(path, kind, detail, null);
    }
  }

  private final LocalStore store;

  public Verifier(LocalStore store) {
    this.store = store;
  }

  /**
   * All problems, ordered by path.
   *
   * @param contents whether to hash everything, not only look whether it is there
   */
  public List<Problem> verify(boolean contents) {
    return verify(store.validPaths(), contents);
  }

  /** As {@link #verify(boolean)}, of some paths. */
  public List<Problem> verify(SortedSet<StorePath> paths, boolean contents) {
    ConcurrentLinkedQueue<Problem> problems = new ConcurrentLinkedQueue<>();
    // Each takes the largest that is left: shares given out beforehand would not be even.
    Queue<PathInfo> left =
        paths.stream()
            .flatMap(path -> store.query(path).stream())
            .sorted(Comparator.comparingLong(PathInfo::narSize).reversed())
            .collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
    long half = left.stream().mapToLong(PathInfo::narSize).sum() / 2;
    Runnable work =
        () -> {
          TreeHasher hasher = new TreeHasher();
          for (PathInfo info = left.poll(); info != null; info = left.poll()) {
            if (!contents) {
              check(info, null, problems);
            } else if (info.narSize() > half) {
              // The other processors will have nothing else to do than to read ahead for it.
              check(info, Verifier::measure, problems);
            } else {
              check(info, hasher::measure, problems);
            }
          }
        };
    List<ForkJoinTask<?>> others = new ArrayList<>();
    for (int i = 1; i < Math.min(Runtime.getRuntime().availableProcessors(), left.size()); i++) {
      others.add(ForkJoinTask.adapt(work).fork());
    }
    work.run();
    others.forEach(ForkJoinTask::join);
    return problems.stream().sorted(Comparator.comparing(Problem::path)).toList();
  }

  /**
   * Takes a path that is missing out of the database.
   *
   * @return false if something refers to it
   */
  public boolean forget(StorePath path) {
    SortedSet<StorePath> users = store.referrers(path);
    users.remove(path);
    if (!users.isEmpty()) {
      return false;
    }
    store.unregister(Set.of(path));
    return true;
  }

  /** Hashes the archive of what lies at a byte path. */
  @FunctionalInterface
  private interface Hasher {
    Measure measure(String file) throws IOException;
  }

  private static Measure measure(String file) throws IOException {
    HashSink sink = new HashSink(HashAlgorithm.SHA256);
    TreeReader.read(file, new NarEncoder(sink));
    return new Measure(sink.hash(), sink.size());
  }

  /**
   * @param hasher null to look only whether it is there
   */
  private void check(
      PathInfo info, @Nullable Hasher hasher, ConcurrentLinkedQueue<Problem> problems) {
    String file = store.layout().physicalBytes(info.path());
    try {
      if (!Posix.exists(file)) {
        problems.add(
            new Problem(info.path(), Kind.MISSING, "path '" + info.path() + "' is missing"));
      } else if (hasher != null) {
        compare(info, hasher.measure(file), problems);
      }
    } catch (IOException | StoreException e) {
      problems.add(
          new Problem(
              info.path(),
              Kind.UNREADABLE,
              "path '" + info.path() + "' cannot be read: " + e.getMessage()));
    }
  }

  private static void compare(
      PathInfo info, Measure measure, ConcurrentLinkedQueue<Problem> problems) {
    if (!measure.hash().equals(info.narHash()) || measure.size() != info.narSize()) {
      problems.add(
          new Problem(
              info.path(),
              Kind.MODIFIED,
              "path '"
                  + info.path()
                  + "' was modified: expected "
                  + info.narHash()
                  + ", got "
                  + measure.hash(),
              measure.hash()));
    }
  }
}
