package firn.image;

import firn.store.build.BuildException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An image read from a Docker archive, to build another upon. Members are unpacked under names of
 * our own, so nothing in the archive decides where a file is written.
 */
record BaseImage(JsonNode configuration, List<Layer> layers) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Reads the first image of {@code archive}, gzip-compressed or not, unpacking its layers below
   * {@code scratch}.
   *
   * @throws BuildException if it is no Docker archive
   */
  static BaseImage read(Path archive, Path scratch) throws IOException, BuildException {
    Map<String, Path> members = unpack(archive, scratch);
    try {
      JsonNode image = json(members, "manifest.json").path(0);
      List<Layer> layers = new ArrayList<>();
      for (JsonNode name : image.path("Layers")) {
        Path file = member(members, name.asString(""));
        layers.add(Layer.of(out -> Files.copy(file, out)));
      }
      return new BaseImage(json(members, image.path("Config").asString("")), layers);
    } catch (JacksonException malformed) {
      throw new BuildException(
          "'" + archive + "' is no Docker archive: its manifest is not JSON", malformed);
    }
  }

  private static Map<String, Path> unpack(Path archive, Path scratch) throws IOException {
    Map<String, Path> members = new HashMap<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(uncompressed(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile()) {
          Path file = scratch.resolve("member-" + members.size());
          Files.copy(tar, file);
          members.put(entry.getName(), file);
        } else if (entry.isSymbolicLink()) {
          // Docker writes a layer that occurs twice as a link to its first occurrence,
          // ../<id>/layer.tar.
          @Nullable Path same = members.get(entry.getLinkName().replaceFirst("^\\.\\./", ""));
          if (same != null) {
            members.put(entry.getName(), same);
          }
        }
      }
    }
    return members;
  }

  private static InputStream uncompressed(Path archive) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private static JsonNode json(Map<String, Path> members, String name)
      throws IOException, BuildException {
    return JSON.readTree(Files.readAllBytes(member(members, name)));
  }

  private static Path member(Map<String, Path> members, String name) throws BuildException {
    @Nullable Path file = members.get(name);
    if (file == null) {
      throw new BuildException("the base image is no Docker archive: it lacks '" + name + "'");
    }
    return file;
  }
}
