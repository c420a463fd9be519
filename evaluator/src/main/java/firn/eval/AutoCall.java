package firn.eval;

import firn.eval.code.Closure;
import firn.eval.error.EvalException;
import firn.eval.error.Suggestions;
import firn.eval.error.TypeException;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Expected;
import firn.eval.value.MissingName;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What commands do with the value of a file: call it with arguments, and select from it. */
public final class AutoCall {
  private static final Symbol FUNCTOR = Symbol.of("__functor");

  private AutoCall() {}

  /**
   * Calls a function that takes a set with those of the arguments that it asks for; answers any
   * other value as it is.
   *
   * @throws TypeException if an argument without default is missing
   */
  public static Value call(Value value, NixAttrs arguments) {
    Value v = value.force();
    if (v instanceof NixAttrs set) {
      Value functor = set.get(FUNCTOR);
      return functor == null ? set : call(functor.call(set), arguments);
    }
    if (!(v instanceof Closure f) || !f.hasPattern()) {
      return v;
    }
    return f.call(f.hasEllipsis() ? arguments : pick(f, arguments));
  }

  private static NixAttrs pick(Closure f, NixAttrs arguments) {
    AttrsBuilder picked = new AttrsBuilder(4);
    for (Map.Entry<String, Boolean> formal : f.formals().entrySet()) {
      Value given = arguments.get(formal.getKey());
      if (given != null) {
        picked.put(formal.getKey(), given);
      } else if (!formal.getValue()) {
        throw new TypeException(
                """
                cannot evaluate a function that has an argument without a value ('%s')
                Nix attempted to evaluate a function as a top level expression; in
                this case it must have its arguments supplied either by default
                values, or passed explicitly with '--arg' or '--argstr'. See
                https://nix.dev/manual/nix/stable/language/syntax.html#functions.\
                """
                    .formatted(formal.getKey()))
            .at(f.formalPlace(formal.getKey()));
      }
    }
    return picked.build();
  }

  /**
   * Follows an attribute path such as {@code a."b.c".0} from a value, calling functions on the way.
   * Numbers select from lists.
   */
  public static Value select(Value root, String path, NixAttrs arguments) {
    Value v = root;
    for (String step : split(path)) {
      v = step(call(v, arguments), step, path);
    }
    return v;
  }

  private static Value step(Value v, String step, String path) {
    if (isIndex(step)) {
      if (!(v instanceof NixList list)) {
        throw wrongType(step, path, "a list", v);
      }
      int index = Integer.parseInt(step);
      if (index >= list.size()) {
        throw new EvalException(
            "list index " + step + " in selection path '" + path + "' is out of range");
      }
      return list.get(index);
    }
    if (!(v instanceof NixAttrs set)) {
      throw wrongType(step, path, "a set", v);
    }
    if (step.isEmpty()) {
      throw new EvalException("empty attribute name in selection path '" + path + "'");
    }
    Value found = set.get(step);
    if (found == null) {
      EvalException e =
          new EvalException("attribute '" + step + "' in selection path '" + path + "' not found")
              .suggest(Suggestions.best(set.names().stream().map(Symbol::name).toList(), step));
      throw MissingName.advise(e, set, step);
    }
    return found;
  }

  private static TypeException wrongType(String step, String path, String expected, Value v) {
    return new TypeException(
        "the expression selected by the selection path '"
            + path
            + "' should be "
            + expected
            + " but is "
            + Expected.describe(v));
  }

  private static boolean isIndex(String step) {
    return !step.isEmpty()
        && step.length() < 10
        && step.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The steps of a path; quotes protect dots. */
  public static List<String> split(String path) {
    List<String> steps = new ArrayList<>();
    StringBuilder step = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (char c : path.toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
        any = true;
      } else if (c == '.' && !quoted) {
        steps.add(step.toString());
        step.setLength(0);
        any = false;
      } else {
        step.append(c);
        any = true;
      }
    }
    if (quoted) {
      throw new EvalException("missing closing quote in selection path '" + path + "'");
    }
    if (any) {
      steps.add(step.toString());
    }
    return steps;
  }
}
