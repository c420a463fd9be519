package firn.store.local;

import firn.store.StoreException;
import firn.store.posix.Changes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process whose surroundings fail it at one injection point after the other: after each the store
 * must be clean and the same kind of work succeed.
 */
final class DisturbedChild {
  private static final int LOCKED_MILLISECONDS = 60;

  private final Disturbance disturbance;
  private final FaultScenario scenario;
  private final Path root;
  private final Path folder;
  private int failures;

  /** What happens at an injection point. */
  enum Disturbance {
    /** The disk has no byte left until the work has ended. */
    FULL,
    /** Somebody else writes to the database for a while. */
    LOCKED,
    /** The clock goes back by more than a year, to stay there. */
    CLOCK
  }

  private DisturbedChild(Disturbance disturbance, FaultScenario scenario, Path root, Path folder) {
    this.disturbance = disturbance;
    this.scenario = scenario;
    this.root = root;
    this.folder = folder;
  }

  /** Arguments: disturbance, scenario, the store's root, a folder, how many points to try. */
  public static void main(String[] args) throws IOException, InterruptedException {
    DisturbedChild child =
        new DisturbedChild(
            Disturbance.valueOf(args[0]),
            FaultScenario.valueOf(args[1]),
            Path.of(args[2]),
            Files.createDirectories(Path.of(args[3])));
    int points = child.count();
    List<Integer> sample = FaultSample.of(points, Integer.parseInt(args[4]));
    for (int point : sample) {
      child.disturb(point);
    }
    System.out.println(sample.size() + " " + points + " " + child.failures);
  }

  private int count() throws IOException, InterruptedException {
    AtomicInteger changes = new AtomicInteger();
    Path own = folder.resolve("counted");
    scenario.prepare(own);
    Changes.observe(changes::getAndIncrement);
    scenario.run(root, own);
    Changes.observe(() -> {});
    FileTrees.delete(own.toString());
    return changes.get();
  }

  private void disturb(int point) throws IOException, InterruptedException {
    Path own = folder.resolve("work" + point);
    scenario.prepare(own);
    AtomicInteger changes = new AtomicInteger();
    Changes.observe(() -> {
      if (changes.getAndIncrement() == point) {
        begin();
      }
    });
    try {
      scenario.run(root, own);
    } catch (StoreException | IOException e) {
      failures++;
      if (disturbance != Disturbance.FULL) {
        throw new IllegalStateException(disturbance + " at " + point, e);
      }
    } finally {
      Changes.observe(() -> {});
      end();
    }
    clean(point);
    Path next = folder.resolve("next" + point);
    scenario.prepare(next);
    scenario.run(root, next);
    clean(point);
    for (Path done : List.of(own, next)) {
      FileTrees.delete(done.toString());
    }
    try (LocalStore store = LocalStore.open(root)) {
      new GarbageCollector(store).collect();
      if (!store.validPaths().isEmpty()) {
        throw new IllegalStateException("not all is garbage after " + point);
      }
    }
  }

  private void clean(int point) {
    try (LocalStore store = LocalStore.open(root)) {
      List<Verifier.Problem> problems = new Verifier(store).verify(true);
      if (!problems.isEmpty()) {
        throw new IllegalStateException(disturbance + " at " + point + ": " + problems);
      }
    }
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  private void begin() {
    try {
      switch (disturbance) {
        case FULL -> fill();
        case LOCKED -> lock();
        case CLOCK -> set("-400d");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void end() throws IOException {
    switch (disturbance) {
      case FULL -> Files.deleteIfExists(filler());
      case LOCKED -> {}
      case CLOCK -> set("+0d");
    }
  }

  /** At once: whoever looks at the clock meanwhile must not find half a file. */
  private void set(String clock) throws IOException {
    Path fresh = Files.writeString(folder.resolve("clock.fresh"), clock);
    Files.move(fresh, clock(), StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path clock() {
    return Path.of(System.getenv("FAKETIME_TIMESTAMP_FILE"));
  }

  /** Down to the last byte: a large piece that does not fit is followed by smaller ones. */
  private void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(filler())) {
      int piece = 1 << 20;
      while (piece > 0) {
        try {
          out.write(new byte[piece]);
        } catch (IOException e) {
          piece /= 2;
        }
      }
    }
  }

  /** Somebody who writes already is waited for by nobody here: then there is nothing to disturb. */
  private void lock() {
    String file = root.resolve("nix/var/nix/db/db.sqlite").toString();
    try {
      Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
      try (Statement statement = other.createStatement()) {
        statement.execute("pragma busy_timeout = 0");
        statement.execute("begin immediate");
      } catch (SQLException e) {
        other.close();
        return;
      }
      Thread.ofPlatform()
          .start(() -> {
            try (other;
                Statement statement = other.createStatement()) {
              Thread.sleep(LOCKED_MILLISECONDS);
              statement.execute("rollback");
            } catch (SQLException | InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
