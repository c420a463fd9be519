package firn.store.local;

import firn.store.StoreException;
import firn.store.posix.Changes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A process that works on a store until it is killed, or until the disk is full. */
final class FaultChild {
  private FaultChild() {}

  /** Arguments: what to do, the store's root, a folder of its own, a name to tell its paths by. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(args[2]));
    switch (args[0]) {
      case "work" -> work(Path.of(args[1]), folder, args[3]);
      case "same" -> same(Path.of(args[1]), folder);
      case "points" ->
          points(
              FaultScenario.valueOf(args[4]), Path.of(args[1]), folder, Integer.parseInt(args[3]));
      case "fill" -> fill(Path.of(args[1]), folder);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void work(Path root, Path folder, String name)
      throws IOException, InterruptedException {
    try (LocalStore store = LocalStore.open(root)) {
      for (int i = 0; i < 1_000_000; i++) {
        FaultScenario.step(store, folder, name + "-" + i, 30);
        if (i == 0) {
          System.out.println("ready");
        }
      }
    }
  }

  /**
   * Dies as by kill -9 before the change of that number; tells how many there were where the number
   * is never reached.
   */
  private static void points(FaultScenario scenario, Path root, Path folder, int point)
      throws IOException, InterruptedException {
    scenario.prepare(folder);
    AtomicInteger changes = new AtomicInteger();
    Changes.observe(() -> {
      if (changes.getAndIncrement() == point) {
        Runtime.getRuntime().halt(137);
      }
    });
    scenario.run(root, folder);
    System.out.println(changes);
  }

  /** Realises a fixed series, the same in every process. */
  private static void same(Path root, Path folder) throws IOException, InterruptedException {
    int built = 0;
    try (LocalStore store = LocalStore.open(root)) {
      for (int i = 0; i < 25; i++) {
        FaultScenario.step(store, folder, "same-" + i, 5);
        built++;
      }
    }
    System.out.println("done " + built);
  }

  private static void fill(Path root, Path folder) throws IOException, InterruptedException {
    try (LocalStore store = LocalStore.open(root)) {
      int failures = 0;
      for (int i = 0; i < 10_000 && failures < 5; i++) {
        try {
          FaultScenario.step(store, folder, "fill-" + i, 40);
        } catch (StoreException | IOException e) {
          failures++;
        }
      }
      if (failures < 5) {
        throw new IllegalStateException("the disk never filled");
      }
    }
    try (LocalStore store = LocalStore.open(root)) {
      System.out.println("problems " + new Verifier(store).verify(true).size());
      System.out.println("collected " + new GarbageCollector(store).collect().paths().size());
      System.out.println("left " + store.validPaths().size());
    }
    try (LocalStore store = LocalStore.open(root)) {
      FaultScenario.step(store, folder, "after", 5);
      System.out.println("problems " + new Verifier(store).verify(true).size());
    }
  }
}
