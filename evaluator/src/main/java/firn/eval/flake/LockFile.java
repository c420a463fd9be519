package firn.eval.flake;

import firn.eval.error.EvalException;
import firn.eval.fetch.FetchAttributes;
import firn.eval.value.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A {@code flake.lock}: a graph of nodes (Nix manual, "nix flake", "Lock files"). */
public final class LockFile {
  /** The version that is written. */
  static final int VERSION = 7;

  private static final int OLDEST = 5;
  private static final JsonMapper JSON = new JsonMapper();

  private final LockNode root;

  LockFile(LockNode root) {
    this.root = root;
  }

  static LockFile empty() {
    return new LockFile(LockNode.root());
  }

  LockNode root() {
    return root;
  }

  /**
   * Reads a lock file.
   *
   * @param text its bytes
   * @param path named in errors
   * @throws EvalException if it is not one
   */
  static LockFile parse(String text, String path) {
    JsonNode json;
    try {
      json = JSON.readTree(Bytes.toUnicode(text));
    } catch (JacksonException e) {
      throw new EvalException("lock file '" + path + "' is not JSON", e);
    }
    int version = json.path("version").asInt(0);
    if (version < OLDEST || version > VERSION) {
      throw new EvalException("lock file '" + path + "' has unsupported version " + version);
    }
    return new LockFile(new Reading(json.path("nodes")).root(json.path("root").asString("root")));
  }

  /** Makes the nodes of a file. */
  private static final class Reading {
    private final JsonNode nodes;
    private final Map<String, LockNode> made = new HashMap<>();

    Reading(JsonNode nodes) {
      this.nodes = nodes;
    }

    LockNode root(String key) {
      LockNode root = LockNode.root();
      made.put(key, root);
      fill(root, nodes.path(key));
      return root;
    }

    private void fill(LockNode node, JsonNode json) {
      for (Map.Entry<String, JsonNode> input : json.path("inputs").properties()) {
        String name = Bytes.ofUnicode(input.getKey());
        JsonNode value = input.getValue();
        node.inputs()
            .put(
                name,
                value.isArray()
                    ? new LockNode.Edge.Follows(strings(value))
                    : new LockNode.Edge.Child(node(value.asString(""))));
      }
    }

    private LockNode node(String key) {
      LockNode known = made.get(key);
      if (known != null) {
        return known;
      }
      JsonNode json = nodes.path(key);
      if (!json.isObject()) {
        throw new EvalException("lock file references missing node '" + key + "'");
      }
      FetchAttributes locked = attributes(json, "locked", "info");
      if (!locked.has("__final") && !locked.require("type").equals("indirect")) {
        locked = locked.with("__final", true);
      }
      LockNode node =
          LockNode.of(
              FlakeRef.of(locked),
              FlakeRef.of(attributes(json, "original", null)),
              json.path("flake").asBoolean(true),
              json.has("parent") ? Optional.of(strings(json.path("parent"))) : Optional.empty());
      made.put(key, node);
      fill(node, json);
      return node;
    }

    private static FetchAttributes attributes(JsonNode json, String name, @Nullable String older) {
      FetchAttributes attributes = FetchAttributes.of(json.path(name));
      // Older versions kept what was learnt apart.
      return older == null || !json.has(older)
          ? attributes
          : attributes.with(FetchAttributes.of(json.path(older)));
    }

    private static List<String> strings(JsonNode array) {
      List<String> all = new ArrayList<>();
      array.forEach(item -> all.add(Bytes.ofUnicode(item.asString(""))));
      return all;
    }
  }

  /** The graph as JSON, and the keys of its nodes. */
  record Written(ObjectNode json, Map<LockNode, String> keys) {}

  /** The graph as JSON. */
  public ObjectNode toJson() {
    return write().json();
  }

  Written write() {
    Writing writing = new Writing();
    String key = writing.node("root", root);
    ObjectNode whole = JSON.createObjectNode();
    whole.set("nodes", writing.nodes);
    whole.put("root", key);
    whole.put("version", VERSION);
    return new Written(whole, writing.keys);
  }

  /** Gives keys to nodes and writes them. */
  private static final class Writing {
    private final ObjectNode nodes = JSON.createObjectNode();
    private final Map<LockNode, String> keys = new IdentityHashMap<>();
    private final Set<String> taken = new HashSet<>();

    String node(String wanted, LockNode node) {
      String known = keys.get(node);
      if (known != null) {
        return known;
      }
      String key = wanted;
      for (int n = 2; !taken.add(key); n++) {
        key = wanted + "_" + n;
      }
      keys.put(node, key);
      ObjectNode json = JSON.createObjectNode();
      ObjectNode inputs = JSON.createObjectNode();
      node.inputs()
          .forEach((name, edge) -> {
            switch (edge) {
              case LockNode.Edge.Child child ->
                  inputs.put(Bytes.toUnicode(name), node(name, child.node()));
              case LockNode.Edge.Follows follows ->
                  inputs.set(Bytes.toUnicode(name), array(follows.path()));
            }
          });
      if (!inputs.isEmpty()) {
        json.set("inputs", inputs);
      }
      if (!node.isRoot()) {
        json.set("original", node.requireOriginal().attributes().toJson());
        json.set("locked", node.requireLocked().attributes().toJson());
        if (!node.isFlake()) {
          json.put("flake", false);
        }
        node.parent().ifPresent(path -> json.set("parent", array(path)));
      }
      nodes.set(Bytes.toUnicode(key), json);
      return key;
    }

    private static ArrayNode array(List<String> path) {
      ArrayNode array = JSON.createArrayNode();
      path.forEach(name -> array.add(Bytes.toUnicode(name)));
      return array;
    }
  }

  /** The text of the file, byte for byte as Nix writes it. */
  public String text() {
    return Bytes.ofUnicode(LockText.write(toJson())) + "\n";
  }

  /** The node at a path of inputs; empty where there is none. */
  Optional<LockNode> find(List<String> path) {
    return find(path, new ArrayList<>());
  }

  private Optional<LockNode> find(List<String> path, List<List<String>> visited) {
    if (visited.contains(path)) {
      List<String> cycle = new ArrayList<>();
      visited.forEach(one -> cycle.add(InputPath.print(one)));
      cycle.add(InputPath.print(path));
      throw new EvalException("follow cycle detected: [" + String.join(" -> ", cycle) + "]");
    }
    visited.add(path);
    LockNode at = root;
    for (String name : path) {
      LockNode.@Nullable Edge edge = at.inputs().get(name);
      Optional<LockNode> next =
          switch (edge) {
            case null -> Optional.empty();
            case LockNode.Edge.Child child -> Optional.of(child.node());
            case LockNode.Edge.Follows follows -> find(follows.path(), visited);
          };
      if (next.isEmpty()) {
        return next;
      }
      at = next.get();
    }
    visited.removeLast();
    return Optional.of(at);
  }

  /**
   * Every input by its path, in the order of paths.
   *
   * @throws EvalException if one follows what is not there
   */
  Map<String, LockNode.Edge> all() {
    Map<String, LockNode.Edge> all = new LinkedHashMap<>();
    collect(root, List.of(), new HashSet<>(), all);
    return all;
  }

  private void collect(
      LockNode node, List<String> prefix, Set<LockNode> done, Map<String, LockNode.Edge> all) {
    if (!done.add(node)) {
      return;
    }
    node.inputs()
        .forEach((name, edge) -> {
          List<String> path = InputPath.below(prefix, name);
          all.put(InputPath.print(path), edge);
          if (edge instanceof LockNode.Edge.Child child) {
            collect(child.node(), path, done, all);
          }
        });
  }

  /**
   * Checks that inputs follow inputs that exist.
   *
   * @throws EvalException if one does not
   */
  void check() {
    all()
        .forEach((path, edge) -> {
          if (edge instanceof LockNode.Edge.Follows follows && find(follows.path()).isEmpty()) {
            throw new EvalException(
                "input '"
                    + path
                    + "' follows a non-existent input '"
                    + InputPath.print(follows.path())
                    + "'");
          }
        });
  }

  /** A locked reference that does not say which contents it means; empty where all do. */
  Optional<FlakeRef> unlocked() {
    return all().values().stream()
        .filter(LockNode.Edge.Child.class::isInstance)
        .map(edge -> ((LockNode.Edge.Child) edge).node().requireLocked())
        .filter(ref -> !ref.input().isLocked() && !ref.input().isRelative())
        .findFirst();
  }
}
