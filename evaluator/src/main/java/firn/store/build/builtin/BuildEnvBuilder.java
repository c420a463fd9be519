package firn.store.build.builtin;

import firn.store.build.Attributes;
import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import firn.store.build.BuiltinBuilder;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * {@code builtin:buildenv}: merges packages into one tree of links. The packages come from {@code
 * derivations} (words {@code ACTIVE PRIORITY COUNT PATH…}, as Nix's profiles give them), or from
 * {@code chosenOutputs} or {@code pkgs} (a list of {@code { paths, priority }}, or its JSON), or
 * from {@code paths}. Further attributes, as in nixpkgs' {@code buildEnv}: {@code pathsToLink},
 * {@code extraPrefix}, {@code ignoreCollisions}, {@code checkCollisionContents}, {@code manifest}.
 */
public final class BuildEnvBuilder implements BuiltinBuilder {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEFAULT_PRIORITY = 5;

  /** Where propagated packages start: behind everything that was asked for. */
  private static final int PROPAGATED_PRIORITY = 1000;

  /** One output of a package; the lower priority number wins. */
  record Package(String path, boolean active, int priority) {}

  @Override
  public String name() {
    return "buildenv";
  }

  @Override
  public void build(BuildContext context) throws BuildException, IOException {
    JsonNode attributes = context.attributes();
    List<Package> packages = packages(attributes);
    LinkTree tree =
        new LinkTree(
            context,
            pathsToLink(attributes),
            attributes.has("derivations") && !attributes.has("ignoreCollisions")
                ? LinkTree.Collisions.REFUSE
                : collisions(attributes));
    packages.sort(Comparator.comparingInt(Package::priority).thenComparing(Package::path));
    Set<String> done = new HashSet<>();
    SortedSet<String> postponed = new TreeSet<>();
    for (Package one : packages) {
      if (one.active() && done.add(one.path())) {
        tree.add(one.path(), one.priority(), false);
        postponed.addAll(propagated(context, one.path()));
      }
    }
    int priority = PROPAGATED_PRIORITY;
    while (!postponed.isEmpty()) {
      SortedSet<String> now = postponed;
      postponed = new TreeSet<>();
      for (String path : now) {
        if (done.add(path)) {
          tree.add(path, priority++, true);
          postponed.addAll(propagated(context, path));
        }
      }
    }
    write(context, attributes, tree);
  }

  private static void write(BuildContext context, JsonNode attributes, LinkTree tree)
      throws BuildException, IOException {
    String out = PathBytes.of(context.output("out"));
    Posix.mkdir(out, 0755);
    String prefix = out;
    for (String part : attributes.path("extraPrefix").asString("").split("/", -1)) {
      if (part.equals("..")) {
        throw new BuildException("extraPrefix leaves the output");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        prefix += "/" + part;
        Posix.mkdir(prefix, 0755);
      }
    }
    tree.write(prefix);
    String manifest = attributes.path("manifest").asString("");
    if (!manifest.isEmpty()) {
      String name = attributes.has("derivations") ? "/manifest.nix" : "/manifest";
      Posix.symlink(manifest, out + name);
    }
  }

  private static List<String> pathsToLink(JsonNode attributes) {
    List<String> paths = Attributes.words(attributes.path("pathsToLink"));
    return paths.isEmpty() ? List.of("/") : paths;
  }

  private static LinkTree.Collisions collisions(JsonNode attributes) {
    if (Attributes.flag(attributes.path("ignoreCollisions"))) {
      return LinkTree.Collisions.KEEP_FIRST;
    }
    return Attributes.flag(attributes.path("checkCollisionContents"))
        ? LinkTree.Collisions.REFUSE_DIFFERENT
        : LinkTree.Collisions.REFUSE;
  }

  private static List<Package> packages(JsonNode attributes) throws BuildException {
    List<Package> packages = new ArrayList<>();
    if (attributes.has("derivations")) {
      profile(Attributes.words(attributes.path("derivations")), packages);
    }
    for (String name : List.of("chosenOutputs", "pkgs")) {
      for (JsonNode chosen : list(attributes.path(name), name)) {
        int priority = priority(chosen.path("priority"));
        Attributes.words(chosen.path("paths"))
            .forEach(path -> packages.add(new Package(path, true, priority)));
      }
    }
    for (String path : Attributes.words(attributes.path("paths"))) {
      packages.add(new Package(path, true, DEFAULT_PRIORITY));
    }
    return packages;
  }

  private static int priority(JsonNode value) {
    return value.isString() ? Integer.parseInt(value.stringValue()) : value.asInt(DEFAULT_PRIORITY);
  }

  private static JsonNode list(JsonNode value, String name) throws BuildException {
    try {
      return value.isString() ? JSON.readTree(value.stringValue()) : value;
    } catch (JacksonException e) {
      throw new BuildException("the attribute '" + name + "' is not JSON", e);
    }
  }

  private static void profile(List<String> words, List<Package> packages) throws BuildException {
    try {
      for (int i = 0; i < words.size(); ) {
        boolean active = !words.get(i).equals("false");
        int priority = Integer.parseInt(words.get(i + 1));
        int count = Integer.parseInt(words.get(i + 2));
        for (String path : words.subList(i + 3, i + 3 + count)) {
          packages.add(new Package(path, active, priority));
        }
        i += 3 + count;
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new BuildException(
          "the attribute 'derivations' is not a list of 'ACTIVE PRIORITY COUNT PATH…'", e);
    }
  }

  /** What a package wants installed along with it. */
  private static List<String> propagated(BuildContext context, String path)
      throws BuildException, IOException {
    String real = LogicalFiles.follow(context, path + "/nix-support/propagated-user-env-packages");
    if (real == null) {
      return List.of();
    }
    Path file = PathBytes.toPath(LogicalFiles.physical(context, real));
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    List<String> paths = new ArrayList<>();
    for (String word : text.split("\\s+", -1)) {
      if (!word.isEmpty()) {
        paths.add(word);
      }
    }
    return paths;
  }
}
