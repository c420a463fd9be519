package firn.store.local;

import firn.store.DerivedPath;
import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.SourceTree;
import firn.store.StorePath;
import firn.store.build.BuildListener;
import firn.store.build.BuildMode;
import firn.store.build.BuildSettings;
import firn.store.build.Fetches;
import firn.store.build.Realiser;
import firn.store.cache.CacheWriter;
import firn.store.cache.Compression;
import firn.store.cache.Substituters;
import firn.store.cache.TrustedKeys;
import firn.store.fetch.Downloader;
import firn.store.transfer.ExportStream;
import firn.store.transfer.ServedClient;
import firn.store.transfer.StoreCopy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Work on a store that is to be disturbed somewhere in its middle. */
enum FaultScenario {
  /** Adds, builds, optimises, links, collects. */
  WORK {
    @Override
    void prepare(Path folder) {}

    @Override
    void run(Path root, Path folder) throws IOException, InterruptedException {
      String unique = folder.getFileName().toString();
      try (LocalStore store = LocalStore.open(root)) {
        step(store, folder, unique, 4);
        step(store, folder, unique + "-second", 4);
        new Optimiser(store).optimise();
        StorePath goes = store.addText("goes", unique, List.of());
        new Roots(store.layout()).add(folder.resolve("kept"), goes);
      }
      try (LocalStore store = LocalStore.open(root)) {
        new GarbageCollector(store).collect();
      }
    }
  },

  /** Fetches from a cache, repairs from it and by building, imports, copies from another store. */
  TRANSFER {
    @Override
    void prepare(Path folder) throws IOException, InterruptedException {
      Files.createDirectories(folder);
      String unique = folder.getFileName().toString();
      try (LocalStore origin = LocalStore.open(folder.resolve("origin"))) {
        List<StorePath> cached = objects(origin, folder, unique + "-cached");
        new CacheWriter(folder.resolve("cache"), Compression.ZSTD, null).copy(origin, cached);
        try (OutputStream out = Files.newOutputStream(folder.resolve("export"))) {
          List<StorePath> exported = objects(origin, folder, unique + "-exported");
          ExportStream.write(origin, origin.closure(exported), out);
        }
      }
    }

    @Override
    void run(Path root, Path folder) throws IOException, InterruptedException {
      String unique = folder.getFileName().toString();
      Substituters cache =
          new Substituters(
              List.of(folder.resolve("cache").toUri() + "?trusted=true"),
              new TrustedKeys(List.of()),
              true,
              warning -> {});
      try (LocalStore origin = LocalStore.open(folder.resolve("origin"));
          LocalStore store = LocalStore.open(root)) {
        List<StorePath> cached = objects(origin, folder, unique + "-cached");
        new Fetches(store, cache, BuildListener.SILENT, 1).fetch(cache.require(store, cached));
        cache.repair(store, cached.getLast(), Downloader.Progress.NONE);
        try (InputStream in = Files.newInputStream(folder.resolve("export"))) {
          ExportStream.read(store, in);
        }
        new StoreCopy(origin, store, null)
            .copy(origin.closure(objects(origin, folder, unique + "-copied")));
        StorePath built = tree(store, unique + "-built", List.of());
        BuildSettings settings = BuildSettings.defaults();
        new Realiser(store, settings, BuildListener.SILENT).realise(built);
        new Realiser(store, settings.withMode(BuildMode.REPAIR), BuildListener.SILENT)
            .realise(List.of(DerivedPath.all(built)));
      }
    }
  },

  /** Goes on with downloads that others have begun, and serves one who adds and imports. */
  SERVE {
    @Override
    void prepare(Path folder) throws IOException, InterruptedException {
      Files.createDirectories(folder);
      String unique = folder.getFileName().toString();
      try (LocalStore origin = LocalStore.open(folder.resolve("origin"))) {
        List<StorePath> cached = objects(origin, folder, unique + "-cached");
        Path cache = folder.resolve("cache");
        new CacheWriter(cache, Compression.NONE, null).copy(origin, cached);
        Files.writeString(cache.resolve("file"), unique.repeat(500));
        try (OutputStream out = Files.newOutputStream(folder.resolve("client"))) {
          ServedClient.adds(origin, objects(origin, folder, unique + "-added"), out);
          ServedClient.imports(origin, objects(origin, folder, unique + "-imported"), out);
        }
      }
    }

    @Override
    void run(Path root, Path folder) throws IOException, InterruptedException {
      Path cache = folder.resolve("cache");
      try (FileServer server = new FileServer(cache);
          LocalStore origin = LocalStore.open(folder.resolve("origin"));
          LocalStore store = LocalStore.open(root)) {
        String unique = folder.getFileName().toString();
        for (Path archive : FileServer.files(cache.resolve("nar"))) {
          begin(store, archive);
        }
        List<StorePath> cached = objects(origin, folder, unique + "-cached");
        Substituters substituters =
            new Substituters(
                List.of(server.url() + "?trusted=true"),
                new TrustedKeys(List.of()),
                true,
                warning -> {});
        new Fetches(store, substituters, BuildListener.SILENT, 1)
            .fetch(substituters.require(store, cached));
        begin(store, cache.resolve("file"));
        StorePath file =
            TestStore.download(store, server.url() + "/file", hash(cache.resolve("file")));
        new Realiser(store, BuildSettings.defaults(), BuildListener.SILENT).realise(file);
        try (InputStream client = Files.newInputStream(folder.resolve("client"))) {
          ServedClient.serve(store, client);
        }
      }
    }
  };

  private static Hash hash(Path file) throws IOException {
    return HashAlgorithm.SHA256.hash(Files.readAllBytes(file));
  }

  /** What a process leaves that was killed halfway through a download. */
  private static void begin(LocalStore store, Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    try (PartialDownload partial = PartialDownload.open(store.layout(), hash(file).nix32())) {
      Files.write(partial.file(), Arrays.copyOf(all, all.length / 2));
    }
  }

  /** Makes what the work needs outside the store; nothing disturbs it. */
  abstract void prepare(Path folder) throws IOException, InterruptedException;

  /** Does the work, on paths that the folder's name makes its own. */
  abstract void run(Path root, Path folder) throws IOException, InterruptedException;

  private static List<StorePath> objects(LocalStore store, Path folder, String unique)
      throws IOException {
    StorePath source = store.addSource(SourceTree.of("source", files(folder, unique, 4)));
    return List.of(source, store.addText("text", unique + source, List.of(source)));
  }

  private static Path files(Path folder, String unique, int count) throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    for (int i = 0; i < count; i++) {
      Files.writeString(tree.resolve("file" + i), unique.repeat(100));
    }
    return tree;
  }

  private static StorePath tree(LocalStore store, String text, List<StorePath> inputs) {
    StringBuilder entries = new StringBuilder("\"a\": {\"text\": \"" + text + "\"}");
    for (StorePath input : inputs) {
      entries.append(", \"%s\": {\"link\": \"%s\"}".formatted(input.name(), input));
    }
    return TestStore.derivation(
        store,
        "tree",
        "builtin:tree",
        List.of(),
        Map.of("__json", "{\"entries\": {" + entries + "}}"),
        List.of("out"),
        inputs,
        Map.of());
  }

  /** Adds a tree and a text and builds from both. */
  static void step(LocalStore store, Path folder, String unique, int files)
      throws IOException, InterruptedException {
    StorePath source = store.addSource(SourceTree.of("source", files(folder, unique, files)));
    StorePath text = store.addText("text", unique + source, List.of(source));
    StorePath drv = tree(store, unique, List.of(source, text));
    new Realiser(store, BuildSettings.defaults(), BuildListener.SILENT).realise(drv);
  }
}
