package firn.store.local;

import firn.store.SourceTree;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.build.BuildListener;
import firn.store.build.BuildSettings;
import firn.store.build.Realiser;
import firn.store.posix.Changes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
      case "points" -> points(Path.of(args[1]), folder, Integer.parseInt(args[3]));
      case "fill" -> fill(Path.of(args[1]), folder);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void work(Path root, Path folder, String name)
      throws IOException, InterruptedException {
    try (LocalStore store = LocalStore.open(root)) {
      for (int i = 0; i < 1_000_000; i++) {
        step(store, folder, name + "-" + i, 30);
        if (i == 0) {
          System.out.println("ready");
        }
      }
    }
  }

  private static void step(LocalStore store, Path folder, String unique, int files)
      throws IOException, InterruptedException {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    for (int i = 0; i < files; i++) {
      Files.writeString(tree.resolve("file" + i), unique.repeat(100));
    }
    StorePath source = store.addSource(SourceTree.of("source", tree));
    StorePath text = store.addText("text", unique + source, List.of(source));
    String json =
        "{\"entries\": {\"a\": {\"copy\": \"%s\"}, \"b/c\": {\"link\": \"%s\"}}}"
            .formatted(source, text);
    StorePath drv =
        TestStore.derivation(
            store,
            "tree",
            "builtin:tree",
            List.of(),
            Map.of("__json", json),
            List.of("out"),
            List.of(source, text),
            Map.of());
    new Realiser(store, BuildSettings.defaults(), BuildListener.SILENT).realise(drv);
  }

  /**
   * Does one of everything: adds, builds, optimises, deletes. Dies as by kill -9 before the change
   * of that number; tells how many there were where the number is never reached.
   */
  private static void points(Path root, Path folder, int point)
      throws IOException, InterruptedException {
    AtomicInteger changes = new AtomicInteger();
    Changes.observe(() -> {
      if (changes.getAndIncrement() == point) {
        Runtime.getRuntime().halt(137);
      }
    });
    try (LocalStore store = LocalStore.open(root)) {
      String unique = folder.getFileName().toString();
      step(store, folder, unique, 4);
      step(store, folder, unique + "-second", 4);
      new Optimiser(store).optimise();
      StorePath goes = store.addText("goes", unique, List.of());
      Roots roots = new Roots(store.layout());
      roots.add(folder.resolve("kept"), goes);
    }
    try (LocalStore store = LocalStore.open(root)) {
      new GarbageCollector(store).collect();
    }
    System.out.println(changes);
  }

  /** Realises a fixed series, the same in every process. */
  private static void same(Path root, Path folder) throws IOException, InterruptedException {
    int built = 0;
    try (LocalStore store = LocalStore.open(root)) {
      for (int i = 0; i < 25; i++) {
        step(store, folder, "same-" + i, 5);
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
          step(store, folder, "fill-" + i, 40);
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
      step(store, folder, "after", 5);
      System.out.println("problems " + new Verifier(store).verify(true).size());
    }
  }
}
