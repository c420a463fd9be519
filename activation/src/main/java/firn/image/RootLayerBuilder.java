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
import java.util.function.Predicate;
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
    boolean touched =
        !attributes.path("scripts").isEmpty()
            || !attributes.path("nixDatabaseOf").isEmpty()
            || attributes.path("fromImage").isString();
    if (touched) {
      buildOnDisk(context);
      return;
    }
    ListedTree tree = new ListedTree();
    lay(tree, context);
    write(attributes, name -> true, context.output("out"), tar -> tar.addListed(tree, ""));
  }

  private static void lay(RootTree tree, BuildContext context) throws IOException {
    JsonNode attributes = context.attributes();
    ContentsTree contents = new ContentsTree(tree, BuildFiles.of(context));
    for (JsonNode path : attributes.path("contents")) {
      if (attributes.path("copy").asBoolean(false)) {
        contents.copy(path.asString(), attributes.path("keepLinks").asBoolean(false));
      } else {
        contents.link(path.asString());
      }
    }
  }

  private static void buildOnDisk(BuildContext context)
      throws BuildException, IOException, InterruptedException {
    JsonNode attributes = context.attributes();
    Path root = Files.createDirectory(context.temporary().resolve("root"));
    DiskTree tree = new DiskTree(PathBytes.of(root));
    TreeSnapshot before = TreeSnapshot.empty(tree.root());
    String from = attributes.path("fromImage").asString(null);
    if (from != null) {
      BaseImage base =
          BaseImage.read(
              context.physical(from),
              attributes.path("fromImageReference").asString(null),
              context.temporary());
      MergedTree.visit(base.layers(), new TreeUnpacker(tree));
      before = TreeSnapshot.of(tree.root());
    }
    lay(tree, context);
    Set<String> known = new LinkedHashSet<>();
    attributes.path("nixDatabaseOf").forEach(path -> known.add(path.asString()));
    if (!known.isEmpty()) {
      NixDatabase.write(tree, context, known);
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
    TreeSnapshot old = before;
    write(
        attributes,
        old::changed,
        context.output("out"),
        tar -> {
          for (String name : old.gone()) {
            tar.addWhiteout(name);
          }
          tar.addTree("", tree.root());
        });
  }

  /** Writes a layer's entries. */
  private interface Entries {
    void writeTo(LayerTar tar) throws IOException;
  }

  private static void write(
      JsonNode attributes, Predicate<String> included, Path file, Entries entries)
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
      LayerTar tar = LayerTar.ofTree(out, time, identities, included);
      entries.writeTo(tar);
      tar.finish();
    }
  }
}
