package firn.image;

import firn.image.tar.TarEntry;
import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The structured attributes of a derivation that makes an image, and what they come to.
 *
 * <p>{@code imageName}, {@code imageTag} (null: the output's hash part), {@code config}; {@code
 * closureOf} (store paths whose closure goes in, each under its own name), {@code carriers} (those
 * of them that stay out themselves), {@code topLayer} (a tar of what stands at {@code /}, or null),
 * {@code fromImage} (an archive or layout, or null) with {@code fromImageReference}, {@code
 * maxLayers}, {@code singleLayer}, {@code created} and {@code mtime} (RFC 3339), {@code
 * architecture}, {@code uid}, {@code gid}, {@code uname}, {@code gname}.
 */
record ImageAttributes(BuildContext context, JsonNode attributes) {
  static ImageAttributes of(BuildContext context) {
    return new ImageAttributes(context, context.attributes());
  }

  @Nullable String fromImage() {
    return attributes.path("fromImage").asString(null);
  }

  private String architecture() {
    return attributes.path("architecture").asString("amd64");
  }

  /** The base image, fit for this one; null where there is none. */
  @Nullable BaseImage base(Path scratch) throws IOException, BuildException {
    String archive = fromImage();
    if (archive == null) {
      return null;
    }
    BaseImage base =
        BaseImage.read(
            context.physical(archive),
            attributes.path("fromImageReference").asString(null),
            scratch);
    String theirs = base.configuration().path("architecture").asString("");
    if (!theirs.isEmpty() && !theirs.equals(architecture())) {
      throw new BuildException(
          "the base image is for %s and this image for %s; give a base image for %2$s, or set architecture = \"%1$s\""
              .formatted(theirs, architecture()));
    }
    return base;
  }

  /** What the image is made of. */
  ImageDescription describe(@Nullable BaseImage base) throws IOException, BuildException {
    Ownership ownership = ownership();
    @Nullable String top = attributes.path("topLayer").asString(null);
    SortedMap<String, Set<String>> references = references(base);
    List<LayerSpec> layers = new ArrayList<>();
    if (attributes.path("singleLayer").asBoolean(false)) {
      layers.add(new LayerSpec(List.copyOf(references.keySet()), top, ownership, null));
    } else {
      int most = attributes.path("maxLayers").asInt(100);
      int below = base == null ? 0 : base.layers().size();
      int room = most - below - (top == null ? 0 : 1);
      if (room < (references.isEmpty() ? 0 : 1)) {
        throw new BuildException(
            "maxLayers = %d leaves no room for the store paths: the base image has %d layers and what stands at the top is one more; set maxLayers to %d or more"
                .formatted(most, below, below + (top == null ? 0 : 1) + 1));
      }
      if (!references.isEmpty()) {
        for (List<String> group : LayerPlan.split(references, room)) {
          layers.add(new LayerSpec(group, null, ownership, null));
        }
      }
      if (top != null) {
        layers.add(new LayerSpec(List.of(), top, Ownership.root(ownership.time()), null));
      }
    }
    // An image without a tag is named after its own store path, so a changed image never hides
    // behind an old name.
    String tag = attributes.path("imageTag").asString(hashPart(context.outputPath("out")));
    return new ImageDescription(
        attributes.path("imageName").asString(),
        tag,
        ImageConfiguration.of(
            instant("created").toString(),
            architecture(),
            attributes.path("config"),
            base == null ? null : base.configuration()),
        fromImage(),
        attributes.path("fromImageReference").asString(null),
        layers);
  }

  private Ownership ownership() throws BuildException {
    return new Ownership(
        attributes.path("uid").asLong(0),
        attributes.path("gid").asLong(0),
        attributes.path("uname").asString("root"),
        attributes.path("gname").asString("root"),
        instant("mtime").getEpochSecond());
  }

  private SortedMap<String, Set<String>> references(@Nullable BaseImage base) throws IOException {
    Set<String> roots = new LinkedHashSet<>();
    attributes.path("closureOf").forEach(root -> roots.add(root.asString()));
    SortedMap<String, Set<String>> references = new TreeMap<>();
    for (String path : context.closure(roots)) {
      references.put(path, new HashSet<>(context.references(path)));
    }
    // These only carry references into the image; what they hold is in it in another form.
    attributes.path("carriers").forEach(carrier -> references.remove(carrier.asString()));
    if (base != null) {
      references.keySet().removeAll(storePaths(base));
    }
    references.values().forEach(targets -> targets.retainAll(references.keySet()));
    return references;
  }

  /** The store paths a base image brings already. */
  private static Set<String> storePaths(BaseImage base) throws IOException {
    Set<String> found = new HashSet<>();
    for (Layer layer : base.layers()) {
      LayerEntries.read(
          layer,
          (TarEntry entry) -> {
            String name = entry.name();
            if (name.startsWith("nix/store/") && name.indexOf('/', "nix/store/".length()) < 0) {
              found.add("/" + name);
            }
          });
    }
    return found;
  }

  private static String hashPart(String storePath) {
    String name = storePath.substring(storePath.lastIndexOf('/') + 1);
    return name.substring(0, name.indexOf('-'));
  }

  private Instant instant(String name) throws BuildException {
    return instant(attributes, name);
  }

  static Instant instant(JsonNode attributes, String name) throws BuildException {
    String text = attributes.path(name).asString("1970-01-01T00:00:01Z");
    try {
      return text.equals("now") ? Instant.now() : Instant.parse(text);
    } catch (DateTimeParseException malformed) {
      throw new BuildException(
          "'%s' is no time for %s; write one such as 1970-01-01T00:00:01Z, or \"now\""
              .formatted(text, name),
          malformed);
    }
  }
}
