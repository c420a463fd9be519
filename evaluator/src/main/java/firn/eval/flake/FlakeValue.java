package firn.eval.flake;

import firn.eval.builtin.EvalContext;
import firn.eval.error.EvalException;
import firn.eval.fetch.FetchedTree;
import firn.eval.fetch.Fetcher;
import firn.eval.fetch.TreeAttributes;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The value of a locked flake: its outputs, with what is known of its source, and the values of its
 * inputs, each made when it is asked for.
 */
final class FlakeValue {
  private static final Symbol OUT_PATH = Symbol.of("outPath");

  private final EvalContext context;
  private final Fetcher fetcher;
  private final LockedFlake locked;
  private final Map<LockNode, Node> nodes = new IdentityHashMap<>();

  /**
   * @param sourceInfo the tree the flake is part of
   * @param outPath its folder, as a string with context
   * @param value the flake
   */
  private record Node(Thunk sourceInfo, Thunk outPath, Thunk value) {}

  private FlakeValue(EvalContext context, Fetcher fetcher, LockedFlake locked) {
    this.context = context;
    this.fetcher = fetcher;
    this.locked = locked;
  }

  /** The value of a flake. */
  static Value of(EvalContext context, Fetcher fetcher, LockedFlake locked) {
    return new FlakeValue(context, fetcher, locked).node(locked.lockFile().root()).value;
  }

  private synchronized Node node(LockNode node) {
    Node known = nodes.get(node);
    if (known == null) {
      known =
          new Node(
              Thunk.of(() -> sourceInfo(node)),
              Thunk.of(() -> outPath(node)),
              Thunk.of(() -> value(node)));
      nodes.put(node, known);
    }
    return known;
  }

  private Node parent(LockNode node) {
    List<String> path = node.parent().orElse(List.of());
    return node(
        locked
            .lockFile()
            .find(path)
            .orElseThrow(() ->
                new EvalException("the lock file has no input '" + InputPath.print(path) + "'")));
  }

  private static boolean isRelative(LockNode node) {
    return !node.isRoot() && node.requireLocked().input().isRelative();
  }

  private Value sourceInfo(LockNode node) {
    if (isRelative(node)) {
      return parent(node).sourceInfo.force();
    }
    FetchedTree tree = locked.trees().get(node);
    if (tree == null) {
      tree = fetcher.fetch(node.requireLocked().input());
    }
    context.allow(tree.path());
    return TreeAttributes.of(tree, false);
  }

  private Value outPath(LockNode node) {
    FlakeRef ref = node.isRoot() ? locked.flake().locked() : node.requireLocked();
    NixString base =
        isRelative(node)
            ? parent(node).outPath.asString()
            : node(node).sourceInfo.asAttrs().require("outPath").asString();
    String path = base.bytes();
    if (isRelative(node)) {
      path = NixPath.normalise(path + "/" + ref.input().attributes().require("path"));
    }
    return NixString.of(path + ref.suffix(), base.context());
  }

  private Value value(LockNode node) {
    Node self = node(node);
    NixAttrs sourceInfo = self.sourceInfo.asAttrs();
    if (!node.isFlake()) {
      return sourceInfo.update(
          new AttrsBuilder(2)
              .put(OUT_PATH, self.outPath.force())
              .put("sourceInfo", sourceInfo)
              .build());
    }
    AttrsBuilder inputs = new AttrsBuilder(node.inputs().size());
    node.inputs().forEach((name, edge) -> inputs.put(name, input(name, edge)));
    NixAttrs given = inputs.build();
    NixPath file = NixPath.of(self.outPath.asBytes() + "/flake.nix");
    Value outputsFunction = context.importFile(file).asAttrs().require("outputs");
    Value outputs = outputsFunction.call(given.update(NixAttrs.of("self", self.value)));
    return outputs
        .asAttrs()
        .update(sourceInfo)
        .update(
            new AttrsBuilder(5)
                .put(OUT_PATH, self.outPath.force())
                .put("inputs", given)
                .put("outputs", outputs)
                .put("sourceInfo", sourceInfo)
                .put("_type", NixString.of("flake"))
                .build());
  }

  private Value input(String name, LockNode.Edge edge) {
    return switch (edge) {
      case LockNode.Edge.Child child -> node(child.node()).value;
      case LockNode.Edge.Follows follows ->
          // An empty path is the root itself.
          Thunk.of(() ->
              node(locked
                      .lockFile()
                      .find(follows.path())
                      .orElseThrow(() ->
                          new EvalException(
                              "input '"
                                  + name
                                  + "' follows a non-existent input '"
                                  + InputPath.print(follows.path())
                                  + "'")))
                  .value
                  .force());
    };
  }
}
