package firn.cli;

import firn.eval.Evaluator;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixString;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Arguments for the functions that expressions turn out to be. */
public final class ArgumentOptions {
  @Option(
      names = "--arg",
      arity = "2",
      paramLabel = "NAME EXPR",
      description = "Pass an argument to a function that the expression is.")
  List<String> arguments = new ArrayList<>();

  @Option(
      names = "--argstr",
      arity = "2",
      paramLabel = "NAME TEXT",
      description = "As --arg, for a string.")
  List<String> stringArguments = new ArrayList<>();

  /** The arguments as a set; an expression is evaluated when it is needed. */
  public NixAttrs arguments(Evaluator evaluator) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      String text = arguments.get(i + 1);
      values.put(arguments.get(i), Thunk.of(() -> evaluator.evalExpression(text)));
    }
    for (int i = 0; i + 1 < stringArguments.size(); i += 2) {
      values.put(stringArguments.get(i), NixString.ofUnicode(stringArguments.get(i + 1)));
    }
    AttrsBuilder builder = new AttrsBuilder(values.size());
    values.forEach((name, value) -> builder.put(Bytes.ofUnicode(name), value));
    return builder.build();
  }
}
