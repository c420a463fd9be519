package firn.cli.nix;

import firn.cli.DerivationSearch;
import firn.eval.AutoCall;
import firn.eval.error.EvalException;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixList;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds packages with their attribute paths, as {@code nix-env -qa} does: in sets that say {@code
 * recurseForDerivations}, without those whose evaluation throws or asserts.
 */
final class PackageSearch {
  private static final Symbol RECURSE = Symbol.of("recurseForDerivations");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_+-]*");

  /**
   * A package.
   *
   * @param attribute its path, parts joined by dots
   * @param derivation empty where it was not asked for
   * @param outputs paths by output, as one word; empty where they were not asked for
   * @param set all that is known of it
   */
  record Package(
      String attribute,
      String name,
      String system,
      String derivation,
      String outputs,
      NixAttrs set) {}

  private final NixAttrs arguments;
  private final boolean derivations;
  private final boolean outputs;
  private final Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  PackageSearch(NixAttrs arguments, boolean derivations, boolean outputs) {
    this.arguments = arguments;
    this.derivations = derivations;
    this.outputs = outputs;
  }

  /** Hands on every package of a value, in the order of attribute names. */
  void visit(Value top, String path, Consumer<Package> found) {
    Value value = AutoCall.call(top, arguments);
    if (derivation(value, path, found)) {
      return;
    }
    switch (value) {
      case NixAttrs set -> {
        boolean combined = set.has("_combineChannels");
        for (Symbol name : set.names()) {
          if (!NAME.matcher(name.name()).matches()) {
            continue;
          }
          if (combined) {
            visit(set.require(name.name()), join(path, name.name()), found);
          } else {
            member(set.require(name.name()), join(path, name.name()), found);
          }
        }
      }
      case NixList list -> {
        for (int i = 0; i < list.size(); i++) {
          String below = join(path, Integer.toString(i));
          if (!derivation(list.get(i), below, found)) {
            visit(list.get(i), below, found);
          }
        }
      }
      default ->
          throw new EvalException(
              "expression does not evaluate to a derivation (or a set or list of those)");
    }
  }

  private void member(Value value, String path, Consumer<Package> found) {
    if (derivation(value, path, found)) {
      return;
    }
    try {
      if (value.force() instanceof NixAttrs set
          && set.get(RECURSE) instanceof Value recurse
          && recurse.force() instanceof NixBool yes
          && yes.value()) {
        visit(set, path, found);
      }
    } catch (EvalException e) {
      if (!e.isCatchable()) {
        throw e;
      }
    }
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Whether the search ends here: at a derivation, or at what cannot be evaluated. */
  private boolean derivation(Value value, String path, Consumer<Package> found) {
    try {
      if (!(value.force() instanceof NixAttrs set) || !DerivationSearch.isDerivation(set)) {
        return false;
      }
      if (seen.add(set)) {
        found.accept(read(set, path));
      }
      return true;
    } catch (EvalException e) {
      if (e.isCatchable()) {
        return true;
      }
      throw e.frame("while evaluating the attribute '" + path + "'", null);
    }
  }

  private Package read(NixAttrs set, String path) {
    String name = set.require("name").asBytes();
    Value system = set.get("system");
    return new Package(
        path,
        name,
        system == null ? "unknown" : system.asBytes(),
        derivations ? set.require("drvPath").asBytes() : "",
        outputs ? outputs(set) : "",
        set);
  }

  /** {@code dev=/nix/store/…;/nix/store/…}: the output {@code out} goes without its name. */
  private static String outputs(NixAttrs set) {
    List<String> words = new ArrayList<>();
    @Nullable Value names = set.get("outputs");
    if (names == null) {
      return set.require("outPath").asBytes();
    }
    List<String> ordered = new ArrayList<>();
    names.asList().forEach(output -> ordered.add(output.asBytes()));
    Collections.sort(ordered);
    for (String output : ordered) {
      String path = set.require(output).asAttrs().require("outPath").asBytes();
      words.add(output.equals("out") ? path : output + "=" + path);
    }
    return String.join(";", words);
  }

  /** As {@code nix-env -qa --json}, with line ends as Nix has them. */
  static String json(List<Package> found) {
    ObjectNode all = new JsonMapper().createObjectNode();
    for (Package one : found) {
      String base = PackageNames.base(one.name());
      ObjectNode node = all.putObject(Bytes.toUnicode(one.attribute()));
      node.put("name", one.name());
      node.put("pname", base);
      node.put(
          "version",
          one.name().length() > base.length() ? one.name().substring(base.length() + 1) : "");
      node.put("system", one.system());
      node.put("outputName", "out");
    }
    return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
  }
}
