package firn.image;

import firn.image.tar.TarEntry;
import firn.image.tar.TarReader;
import firn.store.build.BuildException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An image read from a Docker archive or an OCI layout (a folder, or a tar of one), to build
 * another upon or to send on. Members are unpacked under names of our own, so nothing in the
 * archive decides where a file is written.
 *
 * @param reference the name it has there, or null
 */
public record BaseImage(@Nullable String reference, JsonNode configuration, List<Layer> layers) {
  private static final JsonMapper JSON = new JsonMapper();

  public BaseImage {
    layers = List.copyOf(layers);
  }

  /**
   * Reads an image, compressed or not, unpacking its layers below {@code scratch}.
   *
   * @param wanted which one, as {@code name:tag}, or null for the first
   * @throws BuildException if there is no such image, or its contents are not what its manifest
   *     says
   */
  public static BaseImage read(Path file, @Nullable String wanted, Path scratch)
      throws IOException, BuildException {
    Members members =
        Files.isDirectory(file) ? Members.ofFolder(file) : Members.ofArchive(file, scratch);
    try {
      ImageMembers image =
          members.files.containsKey("manifest.json")
              ? docker(members, wanted)
              : OciMembers.find(members, wanted);
      JsonNode configuration = members.json(image.configuration());
      List<Layer> layers = new ArrayList<>();
      for (String name : image.layers()) {
        layers.add(Layer.ofFile(Compression.uncompressed(members.file(name), scratch)));
      }
      verify(file, configuration, layers);
      return new BaseImage(image.reference(), configuration, layers);
    } catch (JacksonException malformed) {
      throw new BuildException("'" + file + "' is no image: its manifest is not JSON", malformed);
    }
  }

  /** The image under its own name. */
  public Image whole() {
    List<String> words = MergedImageBuilder.split(reference == null ? "unnamed:latest" : reference);
    return new Image(
        words.getFirst(), words.getLast(), MergedImageBuilder.withoutLayers(configuration), layers);
  }

  /** Where the parts of one image lie among the members. */
  record ImageMembers(@Nullable String reference, String configuration, List<String> layers) {}

  private static ImageMembers docker(Members members, @Nullable String wanted)
      throws IOException, BuildException {
    List<String> there = new ArrayList<>();
    for (JsonNode image : members.json("manifest.json")) {
      List<String> tags = new ArrayList<>();
      image.path("RepoTags").forEach(tag -> tags.add(tag.asString("")));
      there.addAll(tags);
      if (wanted == null || tags.contains(wanted)) {
        List<String> layers = new ArrayList<>();
        image.path("Layers").forEach(name -> layers.add(name.asString("")));
        return new ImageMembers(
            tags.isEmpty() ? null : tags.getFirst(), image.path("Config").asString(""), layers);
      }
    }
    throw missing(wanted, there);
  }

  static BuildException missing(@Nullable String wanted, List<String> there) {
    return new BuildException(
        wanted == null
            ? "the base image's archive holds no image"
            : "the base image's archive holds no '%s', but %s"
                .formatted(
                    wanted, there.isEmpty() ? "nothing with a name" : String.join(", ", there)));
  }

  private static void verify(Path file, JsonNode configuration, List<Layer> layers)
      throws BuildException {
    JsonNode named = configuration.path("rootfs").path("diff_ids");
    if (named.size() != layers.size()) {
      throw new BuildException(
          "the image '%s' is damaged: it has %d layers and its configuration names %d; fetch it again"
              .formatted(file, layers.size(), named.size()));
    }
    for (int i = 0; i < layers.size(); i++) {
      String digest = "sha256:" + layers.get(i).digest();
      if (!digest.equals(named.path(i).asString(""))) {
        throw new BuildException(
            "the image '%s' is damaged or was tampered with: layer %d has the digest %s and its configuration names %s; fetch it again"
                .formatted(file, i + 1, digest, named.path(i).asString("")));
      }
    }
  }

  /** The files of an archive by their names in it. */
  static final class Members {
    private final Map<String, Path> files = new HashMap<>();

    static Members ofFolder(Path folder) throws IOException {
      Members members = new Members();
      try (Stream<Path> all = Files.walk(folder)) {
        all.filter(Files::isRegularFile)
            .forEach(f -> members.files.put(folder.relativize(f).toString(), f));
      }
      return members;
    }

    static Members ofArchive(Path archive, Path scratch) throws IOException, BuildException {
      Members members = new Members();
      Path folder = Files.createTempDirectory(scratch, "members-");
      try (InputStream in = Compression.reader(archive)) {
        TarReader tar = new TarReader(in);
        for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
          if (entry.kind() == TarEntry.Kind.FILE) {
            Path file = folder.resolve(Integer.toString(members.files.size()));
            Files.copy(tar.contents(), file);
            members.files.put(entry.name(), file);
          } else if (entry.kind() == TarEntry.Kind.SYMLINK
              || entry.kind() == TarEntry.Kind.HARD_LINK) {
            // A layer that occurs twice is written as a link, ../<id>/layer.tar or ../<id>.tar.
            Path same = members.files.get(entry.link().replaceFirst("^\\.\\./", ""));
            if (same != null) {
              members.files.put(entry.name(), same);
            }
          }
        }
      } catch (IOException malformed) {
        throw new BuildException(
            "'%s' is no image: %s".formatted(archive, malformed.getMessage()), malformed);
      }
      return members;
    }

    JsonNode json(String name) throws IOException, BuildException {
      return JSON.readTree(Files.readAllBytes(file(name)));
    }

    Path file(String name) throws BuildException {
      Path file = files.get(name);
      if (file == null) {
        throw new BuildException(
            "the image is incomplete, or neither a Docker archive nor an OCI layout: it lacks '"
                + name
                + "'");
      }
      return file;
    }
  }
}
