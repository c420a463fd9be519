package firn.image;

import firn.image.LayerTar.Ownership;
import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import firn.store.build.BuiltinBuilder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
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
 * {@code builtin:image-layered}: an image archive from store paths, without tar, Docker or a
 * virtual machine.
 *
 * <p>Structured attributes: {@code imageName}, {@code imageTag} (null: the output's hash part),
 * {@code config}; {@code closureOf} (store paths whose closure goes in, each under its own name),
 * {@code customisation} (a tree that becomes {@code /}, or null), {@code fromImage} (a Docker
 * archive, or null), {@code carriers} (paths of {@code closureOf} that stay out themselves), {@code
 * maxLayers}, {@code singleLayer}, {@code created} and {@code mtime} (RFC 3339), {@code
 * architecture}, {@code uid}, {@code gid}, {@code uname}, {@code gname}, {@code compressor} ({@code
 * gz}, {@code none}).
 */
public final class LayeredImageBuilder implements BuiltinBuilder {
  @Override
  public String name() {
    return "image-layered";
  }

  @Override
  public void build(BuildContext context) throws BuildException, IOException {
    JsonNode attributes = context.attributes();
    Ownership paths = Ownership.root(1);
    Ownership top =
        new Ownership(
            attributes.path("uid").asLong(0),
            attributes.path("gid").asLong(0),
            attributes.path("uname").asString("root"),
            attributes.path("gname").asString("root"),
            seconds(attributes, "mtime"));

    @Nullable BaseImage base =
        attributes.path("fromImage").isString()
            ? BaseImage.read(
                context.physical(attributes.path("fromImage").asString()), context.temporary())
            : null;
    List<Layer> layers = new ArrayList<>(base == null ? List.of() : base.layers());
    @Nullable String customisation = attributes.path("customisation").asString(null);
    boolean single = attributes.path("singleLayer").asBoolean(false);
    SortedMap<String, Set<String>> references = references(context, attributes, customisation);

    if (single) {
      layers.add(layer(context, List.copyOf(references.keySet()), paths, customisation, top));
    } else {
      int room =
          attributes.path("maxLayers").asInt(100) - layers.size() - (customisation == null ? 0 : 1);
      if (room < 1) {
        throw new BuildException(
            "maxLayers leaves no room beside the layers of the base image; raise it");
      }
      for (List<String> group : LayerPlan.split(references, room)) {
        layers.add(layer(context, group, paths, null, top));
      }
      if (customisation != null) {
        layers.add(layer(context, List.of(), paths, customisation, top));
      }
    }
    context.log(
        layers.size() + " layers, " + layers.stream().mapToLong(Layer::size).sum() + " bytes");

    // An image without a tag is named after its own store path, so a changed image never hides
    // behind an old name.
    String tag = attributes.path("imageTag").asString(hashPart(context.outputPath("out")));
    String reference = attributes.path("imageName").asString() + ":" + tag;
    try (OutputStream out = compressed(attributes, context.output("out"))) {
      DockerArchive.write(
          out,
          reference,
          ImageConfiguration.of(
              instant(attributes, "created").toString(),
              attributes.path("architecture").asString("amd64"),
              attributes.path("config"),
              base == null ? null : base.configuration()),
          layers);
    }
  }

  private static SortedMap<String, Set<String>> references(
      BuildContext context, JsonNode attributes, @Nullable String customisation)
      throws IOException {
    Set<String> roots = new LinkedHashSet<>();
    attributes.path("closureOf").forEach(root -> roots.add(root.asString()));
    SortedMap<String, Set<String>> references = new TreeMap<>();
    for (String path : context.closure(roots)) {
      references.put(path, new HashSet<>(context.references(path)));
    }
    // The roots only carry references into the image: what they hold is the configuration and the
    // tree at the top.
    attributes.path("carriers").forEach(carrier -> references.remove(carrier.asString()));
    if (customisation != null) {
      references.remove(customisation);
    }
    references.values().forEach(targets -> targets.retainAll(references.keySet()));
    return references;
  }

  private static Layer layer(
      BuildContext context,
      List<String> storePaths,
      Ownership paths,
      @Nullable String customisation,
      Ownership top)
      throws IOException, BuildException {
    List<Path> sources = new ArrayList<>();
    for (String path : storePaths) {
      sources.add(context.physical(path));
    }
    @Nullable Path tree = customisation == null ? null : context.physical(customisation);
    return Layer.of(out -> {
      LayerTar storeTar = new LayerTar(out, paths);
      if (!storePaths.isEmpty()) {
        storeTar.addDirectory("nix", 0755);
        storeTar.addDirectory("nix/store", 0755);
      }
      for (int i = 0; i < storePaths.size(); i++) {
        storeTar.addTree(storePaths.get(i).substring(1), sources.get(i));
      }
      if (tree == null) {
        storeTar.finish();
      } else {
        storeTar.flush();
        LayerTar topTar = new LayerTar(out, top);
        topTar.addTree("", tree);
        topTar.finish();
      }
    });
  }

  private static OutputStream compressed(JsonNode attributes, Path file)
      throws IOException, BuildException {
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    String compressor = attributes.path("compressor").asString("gz");
    return switch (compressor) {
      case "gz" -> new GzipArchive(out);
      case "none" -> out;
      default -> {
        out.close();
        throw new BuildException("unknown compressor '" + compressor + "'; use gz or none");
      }
    };
  }

  private static String hashPart(String storePath) {
    String name = storePath.substring(storePath.lastIndexOf('/') + 1);
    return name.substring(0, name.indexOf('-'));
  }

  private static long seconds(JsonNode attributes, String name) throws BuildException {
    return instant(attributes, name).getEpochSecond();
  }

  private static Instant instant(JsonNode attributes, String name) throws BuildException {
    String text = attributes.path(name).asString("1970-01-01T00:00:01Z");
    try {
      return text.equals("now") ? Instant.now() : Instant.parse(text);
    } catch (DateTimeParseException malformed) {
      throw new BuildException("'" + text + "' is no RFC 3339 time for " + name, malformed);
    }
  }
}
