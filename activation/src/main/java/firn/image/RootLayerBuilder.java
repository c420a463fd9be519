package firn.image;

import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import firn.store.build.BuiltinBuilder;
import firn.store.build.RootScript;
import firn.store.posix.PathBytes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * {@code builtin:image-root}: the tar of the layer that stands at the top of an image.
 *
 * <p>Structured attributes: {@code contents} (store paths laid over each other), {@code copy}
 * (whether they are copied rather than linked to), {@code keepLinks}, {@code scripts} (a list of
 * {@code { script = "/nix/store/…"; top = bool; }}, run one after the other as root of a user
 * namespace; with {@code top} the tree is {@code /} to them), {@code shell}, {@code path} ({@code
 * PATH}), {@code fromImage} with {@code fromImageReference} (what a script with {@code top} finds
 * beneath), {@code nixDatabaseOf} (store paths whose closure Nix inside is to know), {@code time}
 * (seconds), {@code uid}, {@code gid}, {@code uname}, {@code gname} (of everything, unless {@code
 * recordOwners} says that the owners scripts gave count).
 */
public final class RootLayerBuilder implements BuiltinBuilder {
  @Override
  public String name() {
    return "image-root";
  }

  @Override
  public void build(BuildContext context) throws BuildException, IOException, InterruptedException {
    JsonNode attributes = context.attributes();
    Path root = Files.createDirectory(context.temporary().resolve("root"));
    String rootBytes = PathBytes.of(root);
    TreeSnapshot before = TreeSnapshot.empty(rootBytes);
    String from = attributes.path("fromImage").asString(null);
    if (from != null) {
      BaseImage base =
          BaseImage.read(
              context.physical(from),
              attributes.path("fromImageReference").asString(null),
              context.temporary());
      MergedTree.visit(base.layers(), new TreeUnpacker(rootBytes));
      before = TreeSnapshot.of(rootBytes);
    }
    ContentsTree contents = new ContentsTree(rootBytes, BuildFiles.of(context));
    for (JsonNode path : attributes.path("contents")) {
      if (attributes.path("copy").asBoolean(false)) {
        contents.copy(path.asString(), attributes.path("keepLinks").asBoolean(false));
      } else {
        contents.link(path.asString());
      }
    }
    Set<String> known = new LinkedHashSet<>();
    attributes.path("nixDatabaseOf").forEach(path -> known.add(path.asString()));
    if (!known.isEmpty()) {
      NixDatabase.write(root, context, known);
    }
    for (JsonNode script : attributes.path("scripts")) {
      context.runAsRoot(
          new RootScript(
              root,
              script.path("top").asBoolean(false),
              List.of(
                  attributes.path("shell").asString(),
                  "-e",
                  "-o",
                  "pipefail",
                  script.path("script").asString()),
              Map.of(
                  "PATH",
                  attributes.path("path").asString(),
                  "HOME",
                  "/root",
                  "TMPDIR",
                  "/dev/shm",
                  "SOURCE_DATE_EPOCH",
                  "1",
                  "NIX_STORE",
                  "/nix/store")));
    }
    write(attributes, rootBytes, before, context.output("out"));
  }

  private static void write(JsonNode attributes, String root, TreeSnapshot before, Path file)
      throws IOException, BuildException {
    // A time that is not fixed is one of the image's own making.
    long time =
        attributes.path("time").isNumber()
            ? attributes.path("time").asLong()
            : ImageAttributes.instant(attributes, "time").getEpochSecond();
    Identities identities =
        !attributes.path("recordOwners").asBoolean(false)
            ? new Identities(
                new Ownership(
                    attributes.path("uid").asLong(0),
                    attributes.path("gid").asLong(0),
                    attributes.path("uname").asString("root"),
                    attributes.path("gname").asString("root"),
                    time))
            : Identities.recorded();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      LayerTar tar = LayerTar.ofTree(out, time, identities, before::changed);
      for (String name : before.gone()) {
        tar.addWhiteout(name);
      }
      tar.addTree("", root);
      tar.finish();
    }
  }
}
