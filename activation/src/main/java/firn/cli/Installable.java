package firn.cli;

import firn.eval.AutoCall;
import firn.eval.error.EvalException;
import firn.eval.error.Suggestions;
import firn.eval.flake.FlakeRefText;
import firn.eval.flake.Flakes;
import firn.eval.flake.LockedFlake;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code FLAKE#ATTR^OUTPUTS}: an attribute of a flake, looked for where flakes keep such things.
 *
 * @param outputs of a derivation; empty for those it is installed with
 */
public record Installable(FlakeRefText reference, List<String> outputs) {

  /**
   * Where an attribute is looked for.
   *
   * @param defaults whole paths, where none is given
   * @param prefixes what the path is looked for below, before it is taken as it is
   */
  public record Places(List<String> defaults, List<String> prefixes) {}

  /** Where packages are. */
  public static Places packages(String system) {
    return new Places(
        List.of("packages." + system + ".default", "defaultPackage." + system),
        List.of("packages." + system + ".", "legacyPackages." + system + "."));
  }

  /** Where programs to run are. */
  static Places programs(String system) {
    return new Places(
        List.of(
            "apps." + system + ".default",
            "defaultApp." + system,
            "packages." + system + ".default",
            "defaultPackage." + system),
        List.of(
            "apps." + system + ".", "packages." + system + ".", "legacyPackages." + system + "."));
  }

  /** Reads one from the command line. */
  public static Installable parse(String text) {
    int caret = text.indexOf('#') < 0 ? -1 : text.lastIndexOf('^');
    String whole = caret < 0 ? text : text.substring(0, caret);
    List<String> outputs =
        caret < 0 ? List.of() : List.of(text.substring(caret + 1).split(",", -1));
    return new Installable(
        FlakeRefText.parse(Bytes.ofUnicode(whole), FlakeOptions.directory(), false), outputs);
  }

  /** What was found. */
  public record Found(LockedFlake flake, String path, Value value) {}

  /**
   * The value; to be called on the evaluator's thread.
   *
   * @throws EvalException if the flake has nothing at any of the places
   */
  public Found find(Session session, FlakeOptions options, SessionOptions given, Places places) {
    Flakes flakes = session.flakes();
    LockedFlake locked = flakes.lock(reference.ref(), options.flags(given));
    NixAttrs outputs = flakes.value(locked).asAttrs();
    Value root = outputs.require("outputs");
    List<String> candidates = candidates(places);
    for (String path : candidates) {
      Value at = path.isEmpty() ? outputs : select(root, path);
      if (at != null) {
        return new Found(locked, path, at);
      }
    }
    throw missing(root, candidates);
  }

  private List<String> candidates(Places places) {
    String fragment = reference.fragment();
    if (fragment.isEmpty()) {
      return places.defaults();
    }
    if (fragment.startsWith(".")) {
      return List.of(fragment.substring(1));
    }
    List<String> all = new ArrayList<>();
    places.prefixes().forEach(prefix -> all.add(prefix + fragment));
    all.add(fragment);
    return all;
  }

  private static @org.jspecify.annotations.Nullable Value select(Value root, String path) {
    Value at = root;
    for (String step : AutoCall.split(path)) {
      if (!(at.force() instanceof NixAttrs set)) {
        return null;
      }
      Value next = set.get(step);
      if (next == null) {
        return null;
      }
      at = next;
    }
    return at;
  }

  private EvalException missing(Value root, List<String> candidates) {
    StringBuilder names = new StringBuilder();
    List<String> close = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      names
          .append(i == 0 ? "" : i == candidates.size() - 1 ? " or " : ", ")
          .append("'")
          .append(candidates.get(i))
          .append("'");
      close.addAll(near(root, candidates.get(i)));
    }
    EvalException e =
        new EvalException("flake '" + reference.ref() + "' does not provide attribute " + names);
    return e.suggest(close.stream().distinct().limit(5).toList());
  }

  /** Names like the last of a path, where the rest of it exists. */
  private static List<String> near(Value root, String path) {
    List<String> steps = AutoCall.split(path);
    Value at = root;
    for (String step : steps.subList(0, Math.max(0, steps.size() - 1))) {
      Value next = at.force() instanceof NixAttrs set ? set.get(step) : null;
      if (next == null) {
        return List.of();
      }
      at = next;
    }
    return at.force() instanceof NixAttrs set && !steps.isEmpty()
        ? Suggestions.best(set.names().stream().map(Symbol::name).toList(), steps.getLast())
        : List.of();
  }
}
