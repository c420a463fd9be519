package firn.store.local;

import firn.store.ContentAddress;
import firn.store.Derivation;
import firn.store.DerivationHashes;
import firn.store.DerivationOutput;
import firn.store.Hash;
import firn.store.StorePath;
import firn.store.StorePaths;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A store in a folder of its own, deleted at the end, and shorthand to fill it. */
public final class TestStore implements AutoCloseable {
  private final Path folder;
  private LocalStore store;

  public TestStore() throws IOException {
    folder = Files.createTempDirectory("firn-store");
    store = LocalStore.open(root());
  }

  /** For files of the test outside the store. */
  public Path folder() {
    return folder;
  }

  /** The folders in it. */
  List<Path> folders() throws IOException {
    try (java.util.stream.Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).toList();
    }
  }

  public Path root() {
    return folder.resolve("root");
  }

  public LocalStore store() {
    return store;
  }

  /** As after the end of the process. */
  public void reopen() {
    store.close();
    store = LocalStore.open(root());
  }

  /** A derivation with input-addressed outputs, in the store. */
  public StorePath derivation(
      String name,
      String builder,
      List<String> args,
      Map<String, String> env,
      Collection<String> outputs,
      Collection<StorePath> sources,
      Map<StorePath, Set<String>> inputs) {
    return derivation(store, name, builder, args, env, outputs, sources, inputs);
  }

  static StorePath derivation(
      LocalStore store,
      String name,
      String builder,
      List<String> args,
      Map<String, String> env,
      Collection<String> outputs,
      Collection<StorePath> sources,
      Map<StorePath, Set<String>> inputs) {
    Map<String, DerivationOutput> deferred = new HashMap<>();
    Map<String, String> all = new HashMap<>(env);
    for (String output : outputs) {
      deferred.put(output, new DerivationOutput.Deferred());
      all.put(output, "");
    }
    Derivation drv =
        Derivation.of(name, deferred, inputs, sources, "x86_64-linux", builder, args, all);
    return store.addDerivation(new DerivationHashes(store::readDerivation).complete(drv));
  }

  /** A derivation that downloads a file whose hash is known. */
  static StorePath download(LocalStore store, String url, Hash hash) {
    ContentAddress address = new ContentAddress(ContentAddress.Method.FLAT, hash);
    StorePath path = StorePaths.fixed("file", address);
    Map<String, String> env =
        Map.of(
            "url",
            url,
            "out",
            path.toString(),
            "outputHash",
            hash.base16(),
            "outputHashAlgo",
            "sha256",
            "outputHashMode",
            "flat");
    return store.addDerivation(
        Derivation.of(
            "file",
            Map.of("out", new DerivationOutput.Fixed(path, address)),
            Map.of(),
            List.of(),
            "builtin",
            "builtin:fetchurl",
            List.of(),
            env));
  }

  /** A derivation for a builder inside Firn, with structured attributes. */
  public StorePath builtin(String name, String builder, String json, StorePath... sources) {
    return derivation(
        name,
        "builtin:" + builder,
        List.of(),
        Map.of("__json", bytes(json)),
        List.of("out"),
        List.of(sources),
        Map.of());
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    store.close();
    FileTrees.delete(PathBytes.of(folder));
  }
}
