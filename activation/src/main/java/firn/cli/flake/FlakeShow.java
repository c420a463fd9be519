package firn.cli.flake;

import firn.cli.DerivationSearch;
import firn.cli.ExitCode;
import firn.cli.FlakeOptions;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.Terminal;
import firn.eval.error.EvalException;
import firn.eval.flake.Flakes;
import firn.eval.flake.LockedFlake;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code firn flake show}. */
@Command(name = "show", description = "Show what a flake provides, without building anything.")
final class FlakeShow implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> OF_SYSTEM =
      Set.of("packages", "checks", "devShells", "apps", "legacyPackages");

  @ParentCommand FlakeCommand flakeCommand;
  @Mixin SessionOptions session;
  @Mixin FlakeOptions options;

  @Parameters(paramLabel = "FLAKE", arity = "0..1", description = "This folder's by default.")
  String flake = ".";

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Option(names = "--all-systems", description = "Evaluate what is for other systems too.")
  boolean allSystems;

  @Option(names = "--legacy", description = "Look into legacyPackages too.")
  boolean legacy;

  private String system = "";

  @Override
  public Integer call() {
    try (Session opened = new Session(session, flakeCommand.terminal(), false)) {
      opened.forFlakes();
      system = opened.evaluator().settings().currentSystem();
      opened.evaluator().run(() -> show(opened));
    }
    return ExitCode.DONE;
  }

  private @Nullable Void show(Session opened) {
    Flakes flakes = opened.flakes();
    LockedFlake locked = flakes.lock(FlakeOptions.ref(flake), options.flags(session));
    Value outputs = flakes.value(locked).asAttrs().require("outputs");
    ObjectNode tree = node(outputs, List.of());
    Terminal terminal = flakeCommand.terminal();
    if (json) {
      terminal.print(JSON.writeValueAsString(tree));
    } else {
      terminal.print(Bytes.toUnicode(locked.flake().locked().toString()));
      print(terminal, tree, "");
    }
    return null;
  }

  /** What is at a path: a leaf has a {@code type}. */
  private ObjectNode node(Value value, List<String> path) {
    ObjectNode node = JSON.createObjectNode();
    String kind = path.isEmpty() ? "" : path.getFirst();
    boolean foreign =
        path.size() >= 2 && OF_SYSTEM.contains(kind) && !path.get(1).equals(system) && !allSystems;
    if (foreign && path.size() > 2) {
      return node;
    }
    try {
      if (path.isEmpty() || descends(kind, path.size())) {
        for (Symbol name : value.asAttrs().names()) {
          List<String> below = new java.util.ArrayList<>(path);
          below.add(Bytes.toUnicode(name.name()));
          node.set(Bytes.toUnicode(name.name()), node(value.asAttrs().require(name.name()), below));
        }
        return node;
      }
      return leaf(node, kind, value, path);
    } catch (EvalException e) {
      node.put("type", "error");
      node.put("error", Bytes.toUnicode(e.sentence()));
      return node;
    }
  }

  private boolean descends(String kind, int depth) {
    return switch (kind) {
      case "packages", "checks", "devShells", "apps", "bundlers" -> depth < 3;
      case "legacyPackages" -> legacy ? depth < 3 : depth < 2;
      case "defaultPackage", "devShell", "defaultApp", "formatter" -> depth < 2;
      case "nixosConfigurations",
          "nixosModules",
          "overlays",
          "templates",
          "darwinModules",
          "homeModules" ->
          depth < 2;
      default -> false;
    };
  }

  private ObjectNode leaf(ObjectNode node, String kind, Value value, List<String> path) {
    switch (kind) {
      case "nixosConfigurations" -> node.put("type", "nixos-configuration");
      case "nixosModules", "nixosModule" -> node.put("type", "nixos-module");
      case "overlays", "overlay" -> node.put("type", "nixpkgs-overlay");
      case "legacyPackages" -> node.put("type", "omitted");
      case "apps", "defaultApp" -> node.put("type", "app");
      case "templates", "defaultTemplate" -> {
        node.put("type", "template");
        node.put("description", Bytes.toUnicode(value.asAttrs().require("description").asBytes()));
      }
      case "packages", "checks", "devShells", "defaultPackage", "devShell", "formatter" -> {
        NixAttrs set = value.asAttrs();
        if (!DerivationSearch.isDerivation(set)) {
          throw new EvalException(
              "expected flake output attribute '"
                  + String.join(".", path)
                  + "' to be a derivation");
        }
        node.put("type", "derivation");
        node.put("name", Bytes.toUnicode(set.require("name").asBytes()));
      }
      default -> node.put("type", "unknown");
    }
    return node;
  }

  private static void print(Terminal terminal, ObjectNode node, String indent) {
    var members = node.properties().iterator();
    while (members.hasNext()) {
      var member = members.next();
      boolean last = !members.hasNext();
      ObjectNode below = (ObjectNode) member.getValue();
      String start = indent + (last ? "└───" : "├───") + member.getKey();
      if (below.path("type").isString()) {
        terminal.print(start + ": " + described(below));
      } else if (below.isEmpty()) {
        terminal.print(start + ": omitted (use '--all-systems' or '--legacy' to show)");
      } else {
        terminal.print(start);
        print(terminal, below, indent + (last ? "    " : "│   "));
      }
    }
  }

  private static String described(ObjectNode leaf) {
    return switch (leaf.path("type").asString()) {
      case "derivation" -> "package '" + leaf.path("name").asString() + "'";
      case "nixos-configuration" -> "NixOS configuration";
      case "nixos-module" -> "NixOS module";
      case "nixpkgs-overlay" -> "Nixpkgs overlay";
      case "template" -> "template: " + leaf.path("description").asString();
      case "error" -> "error: " + leaf.path("error").asString();
      default -> leaf.path("type").asString();
    };
  }
}
