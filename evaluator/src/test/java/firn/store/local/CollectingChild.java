package firn.store.local;

import firn.store.PathInfo;
import firn.store.StorePath;
import firn.store.build.BuildListener;
import firn.store.build.BuildSettings;
import firn.store.build.Realiser;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A process that builds, or one that collects garbage meanwhile. */
final class CollectingChild {
  private static final int LINKS = 4;

  private CollectingChild() {}

  /** Arguments: what to do, the store's root, how many rounds. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path root = Path.of(args[1]);
    switch (args[0]) {
      case "build" -> build(root, Integer.parseInt(args[2]));
      case "collect" -> collect(root);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /**
   * Realises chains of derivations that other processes realise too. With the store of a round
   * closed, all of it is garbage.
   */
  private static void build(Path root, int rounds) throws IOException, InterruptedException {
    int links = 0;
    for (int round = 0; round < rounds; round++) {
      try (LocalStore store = LocalStore.open(root)) {
        StorePath text = store.addText("text", "round " + round, List.of());
        @Nullable StorePath below = null;
        for (int link = 0; link < LINKS; link++) {
          below = link(store, round, link, text, below);
        }
        StorePath top =
            new Realiser(store, BuildSettings.defaults(), BuildListener.SILENT)
                .realise(Objects.requireNonNull(below));
        for (StorePath path : store.closure(List.of(top))) {
          PathInfo info = store.query(path).orElseThrow();
          if (!Posix.exists(PathBytes.of(store.physical(info.path())))) {
            throw new IllegalStateException("valid but gone: " + path);
          }
          links++;
        }
      }
    }
    System.out.println("built " + links);
  }

  private static StorePath link(
      LocalStore store, int round, int link, StorePath text, @Nullable StorePath below) {
    String output =
        below == null ? text.toString() : store.readDerivation(below).outputPath("out").toString();
    String json = "{\"entries\": {\"below\": {\"link\": \"%s\"}, \"n\": {\"text\": \"%d\"}}}";
    return TestStore.derivation(
        store,
        "chain-" + round + "-" + link,
        "builtin:tree",
        List.of(),
        Map.of("__json", json.formatted(output, link)),
        List.of("out"),
        List.of(text),
        below == null ? Map.of() : Map.of(below, Set.of("out")));
  }

  /** Collects until standard input ends. */
  private static void collect(Path root) throws IOException, InterruptedException {
    int collections = 0;
    int deleted = 0;
    try (LocalStore store = LocalStore.open(root)) {
      System.out.println("ready");
      while (System.in.available() == 0) {
        deleted += new GarbageCollector(store).collect().paths().size();
        collections++;
        Thread.sleep(20);
      }
    }
    System.out.println(collections + " " + deleted);
  }
}
