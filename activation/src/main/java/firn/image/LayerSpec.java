package firn.image;

import firn.image.tar.TarWriter;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a layer is made of: store paths under their own names, then the entries of a tar made
 * before. JSON: {@code { "paths": […], "tar": "/nix/store/…" | null, "uid", "gid", "user", "group",
 * "time", "digest", "size" }}.
 *
 * @param tar a tar whose entries follow, or null
 * @param known what the layer comes to, or null if it was not read yet
 */
record LayerSpec(
    List<String> storePaths, @Nullable String tar, Ownership ownership, @Nullable Known known) {
  /**
   * What a layer comes to.
   *
   * @param digest hexadecimal SHA-256 of its tar
   * @param size bytes of the tar
   */
  record Known(String digest, long size) {}

  /** Nothing in the store changes, so nobody may write there. */
  private static final int PARENTS = 0555;

  LayerSpec {
    storePaths = List.copyOf(storePaths);
  }

  static LayerSpec of(JsonNode node) {
    List<String> paths = new ArrayList<>();
    node.path("paths").forEach(path -> paths.add(path.asString()));
    String digest = node.path("digest").asString("");
    return new LayerSpec(
        paths,
        node.path("tar").asString(null),
        Ownership.of(node),
        digest.matches("[0-9a-f]{64}") ? new Known(digest, node.path("size").asLong()) : null);
  }

  /** The same, with what it came to when it was read. */
  LayerSpec read(Layer layer) {
    return new LayerSpec(storePaths, tar, ownership, new Known(layer.digest(), layer.size()));
  }

  void putInto(ObjectNode node) {
    ArrayNode paths = node.putArray("paths");
    storePaths.forEach(paths::add);
    node.put("tar", tar);
    ownership.putInto(node);
    if (known != null) {
      node.put("digest", known.digest());
      node.put("size", known.size());
    }
  }

  /**
   * The layer, made of what {@code files} finds.
   *
   * @param reader reads it if it is not remembered
   */
  Layer open(StoreFiles files, LayerMemory memory, Layer.Reader reader) throws IOException {
    List<Path> sources = new ArrayList<>();
    StringBuilder key = new StringBuilder(ownership.toString());
    for (String path : storePaths) {
      Path source = files.physical(path);
      sources.add(source);
      key.append(' ').append(path).append(identity(source));
    }
    Path member = tar == null ? null : files.physical(tar);
    if (member != null) {
      key.append(" tar ").append(tar).append(identity(member));
    }
    Layer.Source source = out -> write(out, sources, member);
    return known == null
        ? memory.layer(key.toString(), source, reader)
        : new Layer(known.digest(), known.size(), source);
  }

  /** Tells a path of the store from one that was made anew under the same name. */
  private static String identity(Path path) throws IOException {
    var attributes = Files.readAttributes(path, "unix:ino,ctime", LinkOption.NOFOLLOW_LINKS);
    return "@" + attributes.get("ino") + "," + attributes.get("ctime");
  }

  private void write(OutputStream out, List<Path> sources, @Nullable Path member)
      throws IOException {
    Set<String> there = Set.of();
    if (member != null) {
      copy(member, out);
      there = storePaths.isEmpty() ? there : names(member);
    }
    LayerTar tar = LayerTar.ofStore(out, ownership);
    // No name may stand in a layer twice; a database of Nix's brings folders above the store.
    for (String folder : storePaths.isEmpty() ? List.<String>of() : List.of("nix", "nix/store")) {
      if (!there.contains(folder)) {
        tar.addFolder(folder, PARENTS);
      }
    }
    for (int i = 0; i < sources.size(); i++) {
      tar.addTree(storePaths.get(i).substring(1), PathBytes.of(sources.get(i)));
    }
    tar.finish();
  }

  private static Set<String> names(Path member) throws IOException {
    Set<String> names = new HashSet<>();
    LayerEntries.read(Layer.of(out -> Files.copy(member, out)), entry -> names.add(entry.name()));
    return names;
  }

  /** Copies the entries of a tar, without its end. */
  private static void copy(Path member, OutputStream out) throws IOException {
    long left = Files.size(member) - TarWriter.END;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(member)) {
      while (left > 0) {
        int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (n < 0) {
          throw new IOException("'" + member + "' became shorter while it was read");
        }
        out.write(buffer, 0, n);
        left -= n;
      }
    }
  }
}
