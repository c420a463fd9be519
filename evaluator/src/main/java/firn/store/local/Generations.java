package firn.store.local;

import firn.store.StoreException;
import firn.store.posix.FileStatus;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The generations of profiles: a profile is a link {@code NAME} to one of its generations, the
 * links {@code NAME-NUMBER-link} beside it. The one it leads to is never deleted.
 */
public final class Generations {
  private final String folder;

  /** Those below the store's {@code profiles}. */
  public Generations(StoreLayout layout) {
    this.folder = PathBytes.of(layout.stateDir()) + "/profiles";
  }

  /**
   * Deletes old generations of every profile.
   *
   * @param before those that were no longer current at this time go; null for all but the current
   * @param dryRun whether only to tell
   * @return the links that were, or would be, deleted
   */
  public List<Path> delete(@Nullable Instant before, boolean dryRun) {
    List<Path> deleted = new ArrayList<>();
    try {
      visit(folder, before, dryRun, deleted);
    } catch (IOException e) {
      throw new StoreException("cannot delete old generations: " + e.getMessage(), e);
    }
    return deleted;
  }

  private static void visit(
      String directory, @Nullable Instant before, boolean dryRun, List<Path> deleted)
      throws IOException {
    List<String> names;
    try {
      names = Posix.list(directory);
    } catch (NoSuchFileException e) {
      return;
    }
    for (String name : names.stream().sorted().toList()) {
      String file = directory + "/" + name;
      FileStatus status;
      try {
        status = Posix.status(file);
      } catch (NoSuchFileException e) {
        // A generation that went with its profile, which comes before it.
        continue;
      }
      if (status.isDirectory()) {
        visit(file, before, dryRun, deleted);
      } else if (status.isSymlink()) {
        profile(directory, name, names, before, dryRun, deleted);
      }
    }
  }

  private static void profile(
      String directory,
      String name,
      List<String> names,
      @Nullable Instant before,
      boolean dryRun,
      List<Path> deleted)
      throws IOException {
    SortedMap<Long, String> generations = new TreeMap<>();
    for (String other : names) {
      String number =
          other.startsWith(name + "-") && other.endsWith("-link")
              ? other.substring(name.length() + 1, Math.max(name.length() + 1, other.length() - 5))
              : "";
      if (number.matches("[0-9]{1,18}")) {
        generations.put(Long.parseLong(number), other);
      }
    }
    if (generations.isEmpty()) {
      return;
    }
    String target = Posix.readLink(directory + "/" + name);
    String current = target.substring(target.lastIndexOf('/') + 1);
    boolean activeAtThatTime = before == null;
    for (String generation : generations.reversed().values()) {
      String link = directory + "/" + generation;
      boolean old =
          before == null || Posix.status(link).modifiedSeconds() < before.getEpochSecond();
      if (old && activeAtThatTime && !generation.equals(current)) {
        deleted.add(PathBytes.toPath(link));
        if (!dryRun) {
          Posix.unlink(link);
        }
      }
      // The youngest of the old ones was the current one at that time.
      activeAtThatTime |= old;
    }
  }
}
