package firn.cli.repl;

import firn.cli.ExpressionOptions;
import firn.eval.AutoCall;
import firn.eval.Evaluator;
import firn.eval.builtin.Builtin;
import firn.eval.error.EvalException;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.grammar.SourceText;
import java.util.List;
import java.util.TreeSet;

/** The variables of a session at the prompt, on top of the language's own. */
public final class ReplScope {
  private final Evaluator evaluator;
  private NixAttrs variables = NixAttrs.EMPTY;

  ReplScope(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /** Reads an expression in which the variables can be used; nothing is computed yet. */
  Value delay(String unicode) {
    return evaluator.parse(source(unicode), variables).delay();
  }

  /** An expression that stands in no file, by the name Nix has for that. */
  public static SourceText source(String unicode) {
    return SourceText.ofUnicode(Bytes.OPEN + "string" + Bytes.CLOSE, unicode);
  }

  void bind(String name, Value value) {
    variables = variables.update(NixAttrs.of(Bytes.ofUnicode(name), value));
  }

  /** Adds the attributes of a set; how many there were. */
  int add(NixAttrs set) {
    variables = variables.update(set);
    return set.size();
  }

  void clear() {
    variables = NixAttrs.EMPTY;
  }

  /** What a file gives when its functions are called without arguments. */
  NixAttrs file(String path) {
    Value value = ExpressionOptions.evalFile(evaluator, path);
    return AutoCall.call(value, NixAttrs.EMPTY).asAttrs();
  }

  /** Names that continue a path such as {@code builtins.cat}; what cannot be evaluated has none. */
  List<String> complete(String word) {
    int dot = word.lastIndexOf('.');
    TreeSet<String> names = new TreeSet<>();
    if (dot < 0) {
      variables.names().forEach(name -> names.add(name.name()));
      for (Builtin builtin : evaluator.declarations()) {
        switch (builtin.scope()) {
          case GLOBAL -> names.add(builtin.name());
          case PREFIXED -> names.add("__" + builtin.name());
          case ATTRIBUTE -> {}
        }
      }
      names.add("builtins");
      return names.stream().filter(name -> name.startsWith(word)).toList();
    }
    try {
      String before = word.substring(0, dot);
      if (delay(before).force() instanceof NixAttrs set) {
        set.names().stream()
            .map(Symbol::name)
            .filter(name -> name.startsWith(word.substring(dot + 1)))
            .forEach(name -> names.add(before + "." + name));
      }
    } catch (EvalException | firn.grammar.SyntaxException e) {
      return List.of();
    }
    return List.copyOf(names);
  }
}
