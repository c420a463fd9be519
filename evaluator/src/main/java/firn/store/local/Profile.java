package firn.store.local;

import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.posix.FileStatus;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One profile, wherever it lies: a link {@code NAME} to one of its generations, which are the links
 * {@code NAME-NUMBER-link} beside it (Nix manual, "Profiles"). Whoever changes it holds its lock,
 * which is Nix's too. A generation is a root for as long as its link exists.
 */
public final class Profile {
  /**
   * A generation.
   *
   * @param created when its link was made
   */
  public record Generation(long number, Path link, Instant created) {}

  private final StoreLayout layout;
  private final Path profile;
  private final Path folder;
  private final String name;

  /**
   * @param profile an absolute path, whether something is there or not
   */
  public Profile(StoreLayout layout, Path profile) {
    this.layout = layout;
    this.profile = profile.toAbsolutePath().normalize();
    Path parent = this.profile.getParent();
    if (parent == null) {
      throw new StoreException("'" + profile + "' cannot be a profile");
    }
    this.folder = parent;
    this.name =
        PathBytes.of(this.profile).substring(PathBytes.of(folder).length()).replace("/", "");
  }

  public Path path() {
    return profile;
  }

  /** What the profile's link says, or nothing: differs once somebody else changed the profile. */
  public String state() {
    try {
      String file = PathBytes.of(profile);
      return Posix.exists(file) ? Posix.readLink(file) : "";
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  /** The generations, oldest first. */
  public List<Generation> generations() {
    List<Generation> all = new ArrayList<>();
    try {
      if (!Posix.exists(PathBytes.of(folder))) {
        return all;
      }
      for (String other : Posix.list(PathBytes.of(folder))) {
        OptionalLong number = number(other);
        if (number.isPresent()) {
          String link = PathBytes.of(folder) + "/" + other;
          FileStatus status = Posix.status(link);
          all.add(
              new Generation(
                  number.getAsLong(),
                  PathBytes.toPath(link),
                  Instant.ofEpochSecond(status.modifiedSeconds())));
        }
      }
    } catch (IOException e) {
      throw failed("read", e);
    }
    all.sort(Comparator.comparingLong(Generation::number));
    return all;
  }

  /** The number of the generation that the profile leads to. */
  public OptionalLong current() {
    String target = state();
    return number(target.substring(target.lastIndexOf('/') + 1));
  }

  private OptionalLong number(String link) {
    String number =
        link.startsWith(name + "-") && link.endsWith("-link")
            ? link.substring(name.length() + 1, Math.max(name.length() + 1, link.length() - 5))
            : "";
    return number.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(number))
        : OptionalLong.empty();
  }

  /**
   * Makes a path the current generation: a new one, unless the youngest is of that path.
   *
   * @param expected what {@link #state} has to be still; null for anything
   * @return false if the state was another, so that nothing was done
   */
  public boolean set(StorePath path, @Nullable String expected) {
    try {
      Files.createDirectories(folder);
      try (PathLock lock = PathLock.acquire(PathBytes.of(profile))) {
        if (expected != null && !expected.equals(state())) {
          return false;
        }
        List<Generation> all = generations();
        Generation last = all.isEmpty() ? null : all.getLast();
        if (last != null && leadsTo(last, path)) {
          lead(last.link());
          return true;
        }
        long number = last == null ? 1 : last.number() + 1;
        Path link = PathBytes.toPath(PathBytes.of(profile) + "-" + number + "-link");
        new Roots(layout).add(link, path);
        lead(link);
        return true;
      }
    } catch (IOException e) {
      throw failed("change", e);
    }
  }

  private boolean leadsTo(Generation generation, StorePath path) throws IOException {
    String target = Posix.readLink(PathBytes.of(generation.link()));
    return target.equals(path.toString()) || target.equals(layout.physicalBytes(path));
  }

  private void lead(Path generation) throws IOException {
    String link = PathBytes.of(generation);
    Roots.replace(link.substring(link.lastIndexOf('/') + 1), PathBytes.of(profile));
  }

  /** Where a profile was, and where it is. */
  public record Switch(long from, Generation to) {}

  /**
   * Makes an older generation the current one, or any that there is.
   *
   * @param number which; null for the youngest that is older than the current one
   * @param dryRun whether only to tell
   * @throws StoreException if there is none
   */
  public Switch switchTo(@Nullable Long number, boolean dryRun) {
    try (PathLock lock = PathLock.acquire(PathBytes.of(profile))) {
      long from = current().orElse(0);
      Optional<Generation> to =
          generations().reversed().stream()
              .filter(one -> number == null ? one.number() < from : one.number() == number)
              .findFirst();
      if (to.isEmpty()) {
        throw new StoreException(
            number == null
                ? "no profile version older than the current (" + from + ") exists"
                : "profile version " + number + " does not exist");
      }
      if (!dryRun) {
        lead(to.get().link());
      }
      return new Switch(from, to.get());
    } catch (IOException e) {
      throw failed("change", e);
    }
  }

  /** Which generations go; never the current one. */
  public interface Selection {
    /**
     * @param all oldest first
     */
    Predicate<Generation> of(List<Generation> all, long current);
  }

  /** All but the current one. */
  public static Selection old() {
    return (all, current) -> one -> true;
  }

  /**
   * Those that were no longer current at a time: the youngest of those made before it was, and
   * stays.
   */
  public static Selection olderThan(Instant time) {
    return (all, current) -> {
      long active =
          all.stream()
              .filter(one -> one.created().isBefore(time))
              .mapToLong(Generation::number)
              .max()
              .orElse(0);
      return one -> one.number() < active;
    };
  }

  /** All that are older than the current one and not among so many before and with it. */
  public static Selection exceeding(long kept) {
    return (all, current) -> {
      List<Long> older =
          all.reversed().stream().map(Generation::number).filter(n -> n <= current).toList();
      List<Long> gone = older.subList((int) Math.min(kept, older.size()), older.size());
      return one -> gone.contains(one.number());
    };
  }

  /**
   * Deletes generations.
   *
   * @param dryRun whether only to tell
   * @return those that were, or would be, deleted
   */
  public List<Generation> delete(Selection selection, boolean dryRun) {
    try (PathLock lock = PathLock.acquire(PathBytes.of(profile))) {
      List<Generation> all = generations();
      long current = current().orElse(-1);
      Predicate<Generation> chosen = selection.of(all, current);
      List<Generation> gone =
          all.stream().filter(one -> one.number() != current && chosen.test(one)).toList();
      for (Generation one : dryRun ? List.<Generation>of() : gone) {
        Posix.unlink(PathBytes.of(one.link()));
      }
      return gone;
    } catch (IOException e) {
      throw failed("change", e);
    }
  }

  private StoreException failed(String verb, IOException e) {
    return new StoreException(
        "cannot " + verb + " the profile '" + profile + "': " + e.getMessage(), e);
  }
}
