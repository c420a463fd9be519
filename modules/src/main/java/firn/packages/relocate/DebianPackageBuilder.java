package firn.packages.relocate;

import firn.packages.deb.DebException;
import firn.packages.relocate.Alternatives.Alternative;
import firn.packages.relocate.Tree.Link;
import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import firn.store.build.BuiltinBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * {@code builtin:debian-package}: unpacks a package, or several that need each other, into one
 * store path and makes them run from there. Structured attributes:
 *
 * <ul>
 *   <li>{@code debs}: list of {@code { name, deb }}, the latter a store path;
 *   <li>{@code inputs}: store paths of the relocated packages it depends on;
 *   <li>{@code base}: store paths of those that scripts may use unsaid (shell, core utilities);
 *   <li>{@code reads}: store paths of further packages whose files it names;
 *   <li>{@code links}: path in the output → target; {@code @out@} stands for the output in both;
 *   <li>{@code linkFolders}: folder in the output → folder in the output to all of whose files it
 *       gets links;
 *   <li>{@code files}: path in the output → text; a path below {@code bin} is executable;
 *   <li>{@code concat}: path in the output → folder in the output, whose files it joins;
 *   <li>{@code siblings}: store paths, among the inputs, of packages made of the same source: what
 *       they have in folders of data is linked beside what this one has;
 *   <li>{@code compiledIn}: fixes for paths compiled into binaries, see {@link CompiledIn};
 *   <li>{@code wrappers}: path in the output → {@code { set, setDefault, prefix, ahead, arguments
 *       }}.
 * </ul>
 */
public final class DebianPackageBuilder implements BuiltinBuilder {
  @Override
  public String name() {
    return "debian-package";
  }

  @Override
  public void build(BuildContext context) throws BuildException, IOException {
    JsonNode attributes = context.attributes();
    Tree tree = new Tree(context.output("out"), Layout.STORE);
    List<String> base = strings(attributes.path("base"));
    base.addAll(strings(attributes.path("reads")));
    Inputs inputs = Inputs.of(context, strings(attributes.path("inputs")), base);
    String out = context.outputPath("out");
    StorePlaces places = new StorePlaces(tree, out, inputs);
    StringBuilder control = new StringBuilder();
    try {
      List<Alternative> alternatives = new ArrayList<>();
      for (JsonNode deb : attributes.path("debs")) {
        Map<String, byte[]> files =
            unpack(tree, deb.path("name").asString(""), deb.path("deb").asString(""), context);
        control.append(text(files, "control").strip()).append("\n\n");
        alternatives.addAll(Alternatives.of(text(files, "postinst")).all());
      }
      link(tree, alternatives);
      additions(tree, attributes, out);
      for (String sibling : strings(attributes.path("siblings"))) {
        new Sibling(sibling, context.physical(sibling)).linkInto(tree);
      }
      CompiledIn compiledIn = new CompiledIn(attributes.path("compiledIn"), out);
      new Binaries(tree, places, inputs, compiledIn, context::log).relocate();
      new Texts(tree, places, inputs).mend();
      new LazyLoadDatabases(tree, places).mend();
      wrap(tree, attributes.path("wrappers"), places);
      tree.write("nix-support/debian-control", control.toString(), false);
      if (!inputs.direct().isEmpty()) {
        tree.write(
            "nix-support/propagated-build-inputs",
            String.join(" ", inputs.direct().stream().map(Inputs.Input::store).toList()) + "\n",
            false);
      }
    } catch (DebException e) {
      throw new BuildException("the package cannot be unpacked: " + e.getMessage(), e);
    }
    tree.writeLinks((place, link) -> target(tree, places, place, link));
  }

  /** Unpacks one package into the tree and returns its control files. */
  static Map<String, byte[]> unpack(Tree tree, String name, String deb, BuildContext context)
      throws BuildException, IOException {
    try {
      Map<String, byte[]> files = tree.unpack(context.physical(deb));
      String actual =
          text(files, "control")
              .lines()
              .filter(line -> line.startsWith("Package:"))
              .map(line -> line.substring("Package:".length()).strip())
              .findFirst()
              .orElse("");
      if (!actual.equals(name)) {
        throw new DebException("it calls itself “" + actual + "”");
      }
      return files;
    } catch (DebException e) {
      throw new BuildException("the package “" + name + "” is refused: " + e.getMessage(), e);
    }
  }

  static String text(Map<String, byte[]> files, String name) {
    byte[] bytes = files.get(name);
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  private static void link(Tree tree, List<Alternative> alternatives)
      throws DebException, IOException {
    List<Alternative> best = new ArrayList<>(alternatives);
    best.sort(Comparator.comparingInt(Alternative::priority).reversed());
    for (Alternative alternative : best) {
      String place = Layout.STORE.place(alternative.link());
      if (place != null && !tree.nodes().containsKey(place)) {
        tree.link(place, alternative.link(), alternative.target());
      }
    }
  }

  private static void additions(Tree tree, JsonNode attributes, String out)
      throws DebException, IOException {
    for (Map.Entry<String, JsonNode> link : attributes.path("links").properties()) {
      String target = link.getValue().asString("").replace("@out@", "");
      String place = link.getKey().replace("@out@", out);
      tree.nodes().remove(place);
      tree.link(place, place, target);
    }
    for (Map.Entry<String, JsonNode> folder : attributes.path("linkFolders").properties()) {
      String from = folder.getValue().asString("") + "/";
      for (String path : List.copyOf(tree.nodes().keySet())) {
        if (path.startsWith(from) && path.indexOf('/', from.length()) < 0) {
          String place = folder.getKey() + "/" + path.substring(from.length());
          if (!tree.nodes().containsKey(place)) {
            tree.link(place, place, "/" + path);
          }
        }
      }
    }
    for (Map.Entry<String, JsonNode> file : attributes.path("files").properties()) {
      boolean executable = file.getKey().startsWith("bin/");
      tree.write(file.getKey(), file.getValue().asString("").replace("@out@", out), executable);
    }
    for (Map.Entry<String, JsonNode> concat : attributes.path("concat").properties()) {
      String folder = concat.getValue().asString("") + "/";
      StringBuilder text = new StringBuilder();
      for (Map.Entry<String, Tree.Node> node : new TreeMap<>(tree.nodes()).entrySet()) {
        if (node.getKey().startsWith(folder) && node.getValue() instanceof Tree.File) {
          text.append(Files.readString(tree.physical(node.getKey()), StandardCharsets.UTF_8));
          if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
          }
        }
      }
      tree.write(concat.getKey(), text.toString(), false);
    }
  }

  private static void wrap(Tree tree, JsonNode wrappers, StorePlaces places)
      throws DebException, IOException, BuildException {
    for (Map.Entry<String, JsonNode> entry : wrappers.properties()) {
      String shell = places.find("/bin/bash");
      if (shell.isEmpty()) {
        throw new BuildException("no input has the shell that wrappers need");
      }
      Wrapper wrapper = new Wrapper(shell);
      JsonNode wrap = entry.getValue();
      String out = places.out();
      wrap.path("set").properties().forEach(v -> wrapper.set(v.getKey(), value(v, out)));
      wrap.path("setDefault")
          .properties()
          .forEach(v -> wrapper.setDefault(v.getKey(), value(v, out)));
      wrap.path("prefix").properties().forEach(v -> wrapper.prefix(v.getKey(), value(v, out)));
      wrap.path("ahead").properties().forEach(v -> wrapper.ahead(v.getKey(), value(v, out)));
      for (String argument : strings(wrap.path("arguments"))) {
        wrapper.argument(argument.replace("@out@", out));
      }
      wrapper.around(tree, out, entry.getKey());
    }
  }

  private static String value(Map.Entry<String, JsonNode> variable, String out) {
    return variable.getValue().asString("").replace("@out@", out);
  }

  /** A link's text: relative inside the output, a store path where an input has the target. */
  private static String target(Tree tree, StorePlaces places, String place, Link link)
      throws IOException {
    if (link.target().startsWith("/nix/store/")) {
      return link.target();
    }
    String absolute = throughLinks(tree, Layout.follow(link.origin(), link.target()), place);
    String mapped = Layout.STORE.place(absolute);
    if (mapped != null
        && !mapped.equals(place)
        && (tree.resolve(mapped) != null || leadsToStore(tree, places, mapped))) {
      return Layout.relative(place, mapped);
    }
    String found = places.find("/" + absolute);
    if (!found.isEmpty() && !found.equals(places.out() + "/" + place)) {
      return found;
    }
    // What a package expects of the running machine (/run, /etc/alternatives) stays as it is; a
    // link to itself, left by merging two folders, goes.
    return mapped != null && mapped.equals(place) ? "" : "/" + absolute;
  }

  /** Whether a link of this package leads, through others perhaps, to what another one has. */
  private static boolean leadsToStore(Tree tree, StorePlaces places, String place)
      throws IOException {
    String at = place;
    for (int followed = 0; followed < 40; followed++) {
      if (at == null || !(tree.nodes().get(at) instanceof Link link)) {
        return false;
      }
      String next = Layout.follow(link.origin(), link.target());
      if (link.target().startsWith("/nix/store/") || !places.find("/" + next).isEmpty()) {
        return true;
      }
      at = Layout.STORE.place(next);
    }
    return false;
  }

  /** A path with those of its folders followed that are links of this package. */
  private static String throughLinks(Tree tree, String absolute, String place) {
    String path = absolute;
    for (int followed = 0; followed < 40; followed++) {
      String next = null;
      for (int end = path.indexOf('/'); end > 0 && next == null; end = path.indexOf('/', end + 1)) {
        String folder = Layout.STORE.place(path.substring(0, end));
        if (folder != null
            && !folder.equals(place)
            && tree.nodes().get(folder) instanceof Link link
            && !link.target().startsWith("/nix/store/")) {
          next = Layout.follow(link.origin(), link.target()) + path.substring(end);
        }
      }
      if (next == null || next.equals(path)) {
        return path;
      }
      path = next;
    }
    return path;
  }

  static List<String> strings(JsonNode list) {
    List<String> strings = new ArrayList<>();
    for (JsonNode node : list) {
      strings.add(node.asString(""));
    }
    return strings;
  }
}
