package firn.eval.flake;

import firn.eval.error.EvalException;
import firn.eval.fetch.FetchAttributes;
import firn.eval.fetch.FetchedTree;
import firn.eval.fetch.Url;
import firn.eval.value.NixPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Computes the lock file of a flake from its inputs and the old lock file: what did not change
 * stays as it was, the rest is fetched. What a flake nearer the root says of an input wins.
 */
final class LockComputation {
  private final FlakeReader reader;
  private final LockFlags flags;
  private final Consumer<String> log;

  private final Map<List<String>, Override> overrides = new HashMap<>();
  private final Set<List<String>> used = new HashSet<>();
  private final Set<List<String>> updated = new HashSet<>();
  private final List<FlakeRef> parents = new ArrayList<>();
  private final Map<LockNode, FetchedTree> trees = new IdentityHashMap<>();
  private final Map<LockNode, NixPath> folders = new IdentityHashMap<>();

  /**
   * What an ancestor says of an input.
   *
   * @param parent where a relative path starts from; empty for the command line
   */
  private record Override(FlakeInput input, Optional<List<String>> parent, boolean commanded) {}

  /**
   * A flake whose inputs are being locked.
   *
   * @param path the names that lead to it
   * @param lockRoot the names that lead to the flake whose lock file is read
   * @param old what its lock file, or that of a flake above, says
   * @param trusted whether the inputs come from that lock file
   */
  private record Site(
      LockNode node,
      List<String> path,
      List<String> lockRoot,
      @Nullable LockNode old,
      FlakeReader.Found source,
      NixPath folder,
      boolean trusted) {}

  LockComputation(FlakeReader reader, LockFlags flags, Consumer<String> log) {
    this.reader = reader;
    this.flags = flags;
    this.log = log;
  }

  /** Trees fetched on the way. */
  Map<LockNode, FetchedTree> trees() {
    return trees;
  }

  LockFile compute(Flake flake, LockFile old) {
    flags
        .overrides()
        .forEach((path, ref) -> {
          FlakeInput input = new FlakeInput(Optional.of(ref), Optional.empty(), true, Map.of());
          overrides.put(path, new Override(input, Optional.empty(), true));
        });
    LockNode root = LockNode.root();
    trees.put(root, flake.tree());
    folders.put(root, flake.folder());
    lock(
        flake.inputs(),
        new Site(
            root,
            List.of(),
            List.of(),
            flags.recreate() ? null : old.root(),
            new FlakeReader.Found(flake.resolved(), flake.locked(), flake.tree()),
            flake.folder(),
            false));
    for (List<String> path : flags.overrides().keySet()) {
      if (!used.contains(path)) {
        log.accept(
            "warning: the flag '--override-input "
                + InputPath.print(path)
                + " "
                + flags.overrides().get(path)
                + "' does not match any input");
      }
    }
    for (List<String> path : flags.updates()) {
      if (!updated.contains(path)) {
        log.accept(
            "warning: '" + InputPath.print(path) + "' does not match any input of this flake");
      }
    }
    LockFile computed = new LockFile(root);
    computed.check();
    return computed;
  }

  private void lock(Map<String, FlakeInput> inputs, Site site) {
    inputs.forEach(
        (name, input) -> addOverrides(InputPath.below(site.path, name), input, site.path));
    inputs.forEach((name, input) -> {
      List<String> path = InputPath.below(site.path, name);
      Override override = overrides.get(path);
      if (override != null && override.commanded) {
        used.add(path);
      }
      FlakeInput chosen = override == null ? input : override.input.withFlakeness(input.isFlake());
      if (chosen.follows().isPresent()) {
        site.node.inputs().put(name, new LockNode.Edge.Follows(chosen.follows().get()));
        return;
      }
      // An override that only says things of the input's own inputs leaves the input as it is.
      FlakeRef ref =
          chosen
              .ref()
              .or(input::ref)
              .orElseThrow(() ->
                  new EvalException("input '" + InputPath.print(path) + "' has no reference"));
      try {
        one(name, input, ref, path, override, chosen.isFlake(), site);
      } catch (EvalException e) {
        throw e.frame("while updating the flake input '" + InputPath.print(path) + "'", null);
      }
    });
  }

  private void addOverrides(List<String> path, FlakeInput input, List<String> parent) {
    input
        .overrides()
        .forEach((name, inner) -> {
          List<String> below = InputPath.below(path, name);
          if (inner.ref().isPresent() || inner.follows().isPresent()) {
            overrides.putIfAbsent(below, new Override(inner, Optional.of(parent), false));
          }
          addOverrides(below, inner, parent);
        });
  }

  private void one(
      String name,
      FlakeInput input,
      FlakeRef ref,
      List<String> path,
      @Nullable Override override,
      boolean isFlake,
      Site site) {
    Optional<List<String>> parent =
        ref.input().isRelative()
            ? Optional.of(override == null ? site.path : override.parent.orElse(List.of()))
            : Optional.empty();
    boolean commanded = override != null && override.commanded;
    boolean asked = flags.updates().contains(path);
    if (asked) {
      updated.add(path);
    }
    LockNode.@Nullable Edge edge = site.old == null || asked ? null : site.old.inputs().get(name);
    if (edge instanceof LockNode.Edge.Child child
        && !commanded
        && usual(child.node().requireOriginal()).equals(usual(ref))
        && child.node().parent().equals(parent)) {
      keep(name, child.node(), path, parent, site);
      return;
    }
    if (!flags.unlocked() && !ref.input().isLocked() && !ref.input().isRelative()) {
      throw new EvalException(
          "cannot update unlocked flake input '" + InputPath.print(path) + "' in pure mode");
    }
    // An override from the command line is kept until the input itself is named differently.
    FlakeRef original = commanded ? input.ref().orElse(ref) : ref;
    if (!isFlake) {
      tree(name, ref, original, parent, site);
      return;
    }
    Flake flake = inputFlake(ref, path, parent, override, site);
    LockNode node = LockNode.of(flake.locked(), original, true, parent);
    enter(name, node, flake, site);
    if (parents.contains(ref)) {
      throw new EvalException("found circular import of flake '" + ref + "'");
    }
    parents.add(ref);
    LockFile own = reader.lockFile(flake);
    lock(
        flake.inputs(),
        new Site(
            node,
            path,
            path,
            own.root(),
            new FlakeReader.Found(flake.resolved(), flake.locked(), flake.tree()),
            flake.folder(),
            false));
    parents.removeLast();
  }

  /** Lock files of long ago have {@code dir} in the URL too. */
  private static FetchAttributes usual(FlakeRef ref) {
    FetchAttributes attributes = ref.attributes();
    Optional<Url> url = attributes.text("url").flatMap(Url::parse);
    if (url.isEmpty() || !attributes.has("dir") || !url.get().query().containsKey("dir")) {
      return attributes;
    }
    TreeMap<String, String> query = new TreeMap<>(url.get().query());
    query.remove("dir");
    return attributes.with("url", url.get().withQuery(query).toString());
  }

  private void enter(String name, LockNode node, Flake flake, Site site) {
    trees.put(node, flake.tree());
    folders.put(node, flake.folder());
    site.node.inputs().put(name, new LockNode.Edge.Child(node));
  }

  private void tree(
      String name, FlakeRef ref, FlakeRef original, Optional<List<String>> parent, Site site) {
    if (parent.isPresent()) {
      LockNode node = LockNode.of(ref, original, false, parent);
      trees.put(node, site.source.tree());
      site.node.inputs().put(name, new LockNode.Edge.Child(node));
      return;
    }
    FlakeReader.Found found = reader.fetch(ref, flags.registries(), true);
    LockNode node = LockNode.of(found.locked(), original, false, parent);
    trees.put(node, found.tree());
    site.node.inputs().put(name, new LockNode.Edge.Child(node));
  }

  private Flake inputFlake(
      FlakeRef ref,
      List<String> path,
      Optional<List<String>> parent,
      @Nullable Override override,
      Site site) {
    if (parent.isEmpty()) {
      return reader.read(ref, flags.registries(), true, path);
    }
    NixPath from = override == null ? site.folder : folderOf(parent.get(), site);
    NixPath folder =
        NixPath.of(from.path() + "/" + ref.input().attributes().require("path") + ref.suffix());
    return reader.read(ref, new FlakeReader.Found(ref, ref, site.source.tree()), folder, path);
  }

  private NixPath folderOf(List<String> path, Site site) {
    LockNode at = folders.keySet().stream().filter(LockNode::isRoot).findFirst().orElse(site.node);
    for (String name : path) {
      if (at.inputs().get(name) instanceof LockNode.Edge.Child child) {
        at = child.node();
      }
    }
    return folders.getOrDefault(at, site.folder);
  }

  /** Takes an input over from the old lock file. */
  private void keep(
      String name, LockNode old, List<String> path, Optional<List<String>> parent, Site site) {
    LockNode node = LockNode.of(old.requireLocked(), old.requireOriginal(), old.isFlake(), parent);
    site.node.inputs().put(name, new LockNode.Edge.Child(node));
    boolean below =
        flags.updates().stream()
            .anyMatch(u -> u.size() > path.size() && u.subList(0, path.size()).equals(path));
    Map<String, FlakeInput> inputs = new TreeMap<>();
    boolean again = below;
    for (Map.Entry<String, LockNode.Edge> edge : old.inputs().entrySet()) {
      switch (edge.getValue()) {
        case LockNode.Edge.Child child ->
            inputs.put(
                edge.getKey(),
                new FlakeInput(
                    Optional.of(child.node().requireOriginal()),
                    Optional.empty(),
                    child.node().isFlake(),
                    Map.of()));
        case LockNode.Edge.Follows follows -> {
          // What no flake above asks for any more must be looked up in the flake itself.
          if (!site.trusted && !overrides.containsKey(InputPath.below(path, edge.getKey()))) {
            again = true;
          }
          List<String> whole = new ArrayList<>(site.lockRoot);
          whole.addAll(follows.path());
          inputs.put(
              edge.getKey(), new FlakeInput(Optional.empty(), Optional.of(whole), true, Map.of()));
        }
      }
    }
    if (again && old.isFlake()) {
      Flake flake =
          parent.isPresent()
              ? inputFlake(old.requireLocked(), path, parent, null, site)
              : reader.read(old.requireLocked(), false, true, path);
      enter(name, node, flake, site);
      lock(
          flake.inputs(),
          new Site(
              node,
              path,
              site.lockRoot,
              old,
              new FlakeReader.Found(flake.resolved(), flake.locked(), flake.tree()),
              flake.folder(),
              false));
    } else {
      lock(inputs, new Site(node, path, site.lockRoot, old, site.source, site.folder, true));
    }
  }
}
