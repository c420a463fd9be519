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
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a layer is made of: store paths under their own names, then the entries of a tar made
 * before. JSON: {@code { "paths": […], "tar": "/nix/store/…" | null, "uid", "gid", "user", "group",
 * "time" }}.
 */
record LayerSpec(List<String> storePaths, @Nullable String tar, Ownership ownership) {
  /** Nothing in the store changes, so nobody may write there. */
  private static final int PARENTS = 0555;

  LayerSpec {
    storePaths = List.copyOf(storePaths);
  }

  static LayerSpec of(JsonNode node) {
    List<String> paths = new ArrayList<>();
    node.path("paths").forEach(path -> paths.add(path.asString()));
    return new LayerSpec(paths, node.path("tar").asString(null), Ownership.of(node));
  }

  void putInto(ObjectNode node) {
    ArrayNode paths = node.putArray("paths");
    storePaths.forEach(paths::add);
    node.put("tar", tar);
    ownership.putInto(node);
  }

  /** The layer, made of what {@code files} finds. */
  Layer open(StoreFiles files, LayerMemory memory) throws IOException {
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
    return memory.layer(key.toString(), out -> write(out, sources, member));
  }

  /** Tells a path of the store from one that was made anew under the same name. */
  private static String identity(Path path) throws IOException {
    var attributes = Files.readAttributes(path, "unix:ino,ctime", LinkOption.NOFOLLOW_LINKS);
    return "@" + attributes.get("ino") + "," + attributes.get("ctime");
  }

  private void write(OutputStream out, List<Path> sources, @Nullable Path member)
      throws IOException {
    LayerTar tar = LayerTar.ofStore(out, ownership);
    if (!storePaths.isEmpty()) {
      tar.addFolder("nix", PARENTS);
      tar.addFolder("nix/store", PARENTS);
    }
    for (int i = 0; i < sources.size(); i++) {
      tar.addTree(storePaths.get(i).substring(1), PathBytes.of(sources.get(i)));
    }
    if (member != null) {
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
    tar.finish();
  }
}
