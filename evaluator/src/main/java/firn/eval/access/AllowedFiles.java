package firn.eval.access;

import firn.eval.builtin.SourceFiles;
import firn.eval.error.EvalException;
import firn.store.SourceFilter.FileType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Only those files that were allowed, for pure and restricted evaluation (Nix manual, {@code
 * restrict-eval}). The folders above an allowed one can be walked through and show nothing else.
 */
public final class AllowedFiles implements SourceFiles {
  private final SourceFiles all;
  private final boolean pure;
  private final ConcurrentSkipListSet<String> allowed = new ConcurrentSkipListSet<>();

  /**
   * @param pure whether errors speak of pure evaluation, rather than of restricted
   */
  public AllowedFiles(SourceFiles all, boolean pure) {
    this.all = all;
    this.pure = pure;
  }

  /** Allows a file, or a folder with everything below it. */
  public void allow(String path) {
    allowed.add(path);
  }

  /** Allows a path of the machine, and what it points to. */
  public void allowResolved(String path) {
    allow(path);
    if (all.exists(path)) {
      try {
        allow(all.resolve(path));
      } catch (EvalException broken) {
        // What leads nowhere allows nothing more.
        return;
      }
    }
  }

  /** Whether a path may be seen: it is allowed, below what is, or above it. */
  public boolean isAllowed(String path) {
    for (String p = path; !p.isEmpty(); p = p.substring(0, Math.max(0, p.lastIndexOf('/')))) {
      if (allowed.contains(p)) {
        return true;
      }
    }
    String below = path.equals("/") ? "/" : path + "/";
    String next = allowed.ceiling(below);
    return allowed.contains("/") || next != null && next.startsWith(below);
  }

  private void check(String path) {
    if (!isAllowed(path)) {
      throw new EvalException(
          "access to absolute path '"
              + path
              + "' is forbidden in "
              + (pure ? "pure evaluation mode (use '--impure' to override)" : "restricted mode"));
    }
  }

  /** Walks a path, links resolved but perhaps the last, each step allowed. */
  private String walk(String path, boolean last) {
    String at = "/";
    for (int start = 1; start < path.length(); ) {
      int end = path.indexOf('/', start);
      boolean ends = end < 0;
      String component = ends ? path.substring(start) : path.substring(start, end);
      at = at.equals("/") ? "/" + component : at + "/" + component;
      check(at);
      if ((!ends || last) && all.exists(at) && all.type(at) == FileType.SYMLINK) {
        at = all.resolve(at);
        check(at);
      }
      start = ends ? path.length() : end + 1;
    }
    return at;
  }

  @Override
  public boolean exists(String path) {
    try {
      return all.exists(walk(path, false));
    } catch (EvalException forbidden) {
      return false;
    }
  }

  @Override
  public FileType type(String path) {
    return all.type(walk(path, false));
  }

  @Override
  public String read(String path) {
    return all.read(walk(path, true));
  }

  @Override
  public SortedMap<String, FileType> list(String path) {
    String folder = walk(path, true);
    SortedMap<String, FileType> shown = new TreeMap<>();
    for (Map.Entry<String, FileType> entry : all.list(folder).entrySet()) {
      if (isAllowed((folder.equals("/") ? "" : folder) + "/" + entry.getKey())) {
        shown.put(entry.getKey(), entry.getValue());
      }
    }
    return shown;
  }

  @Override
  public String resolve(String path) {
    return walk(path, true);
  }

  @Override
  public String follow(String path) {
    check(path);
    String followed = all.follow(path);
    check(followed);
    return followed;
  }

  @Override
  public Path physical(String path) {
    check(path);
    return all.physical(path);
  }

  @Override
  public List<String> filesRead() {
    return all.filesRead();
  }
}
