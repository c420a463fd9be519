package firn.cli.nix;

import firn.cli.DerivationSearch;
import firn.eval.AutoCall;
import firn.eval.error.EvalException;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixList;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds packages with their attribute paths, as {@code nix-env -qa} does: in sets that say {@code
 * recurseForDerivations}, without those whose evaluation throws or asserts.
 */
final class PackageSearch {
  private static final Symbol RECURSE = Symbol.of("recurseForDerivations");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_+-]*");

  /** What is to be evaluated of packages besides their names. */
  record Wanted(boolean derivation, boolean outputs, boolean mainOutput) {
    static final Wanted NOTHING = new Wanted(false, false, false);
  }

  /**
   * A package.
   *
   * @param attribute its path, parts joined by dots
   * @param derivation empty where it was not asked for, or is not known
   * @param outputs paths by output, empty where they were not asked for
   * @param mainOutput its path; empty where it was not asked for
   * @param set all that is known of it
   */
  record Package(
      String attribute,
      String name,
      String system,
      String derivation,
      SortedMap<String, String> outputs,
      String mainOutput,
      NixAttrs set) {
    String outputName() {
      @Nullable Value given = set.get("outputName");
      return given == null ? "" : given.asBytes();
    }

    /** What meta says under a name, where it is something that can be listed; else null. */
    @Nullable Value meta(String name) {
      @Nullable Value meta = set.get("meta");
      @Nullable Value said = meta == null ? null : meta.asAttrs().get(name);
      return said != null && ProfileElement.isPlain(said) ? said : null;
    }

    /** The names of all that meta says, sorted. */
    List<String> metaNames() {
      @Nullable Value meta = set.get("meta");
      return meta == null
          ? List.of()
          : meta.asAttrs().names().stream().map(Symbol::name).sorted().toList();
    }
  }

  private final NixAttrs arguments;
  private final Wanted wanted;
  private final Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  PackageSearch(NixAttrs arguments, Wanted wanted) {
    this.arguments = arguments;
    this.wanted = wanted;
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
    Value derivation = wanted.derivation ? set.get("drvPath") : null;
    return new Package(
        path,
        name,
        system == null ? "unknown" : system.asBytes(),
        derivation == null ? "" : derivation.asBytes(),
        outputs(set),
        wanted.mainOutput ? set.require("outPath").asBytes() : "",
        set);
  }

  private SortedMap<String, String> outputs(NixAttrs set) {
    SortedMap<String, String> all = new TreeMap<>();
    @Nullable Value names = set.get("outputs");
    if (names == null) {
      all.put("out", wanted.outputs ? set.require("outPath").asBytes() : "");
      return all;
    }
    for (Value name : names.asList()) {
      String output = name.asBytes();
      all.put(
          output, wanted.outputs ? set.require(output).asAttrs().require("outPath").asBytes() : "");
    }
    return all;
  }
}
