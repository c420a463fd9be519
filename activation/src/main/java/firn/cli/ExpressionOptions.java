package firn.cli;

import firn.eval.AutoCall;
import firn.eval.Evaluator;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixString;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which expression: a file or a text, the arguments it is called with, the attributes selected from
 * it.
 */
final class ExpressionOptions {
  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The expression in this file, or in a folder's default.nix.")
  @Nullable String file;

  @Option(
      names = {"-E", "--expr"},
      paramLabel = "EXPR",
      description = "This expression.")
  @Nullable String expression;

  @Option(
      names = {"-A", "--attr"},
      paramLabel = "PATH",
      description = "Select this attribute; may be repeated.")
  List<String> attributes = new java.util.ArrayList<>();

  @Option(
      names = "--arg",
      arity = "2",
      paramLabel = "NAME EXPR",
      description = "Pass an argument to a function that the expression is.")
  List<String> arguments = new java.util.ArrayList<>();

  @Option(
      names = "--argstr",
      arity = "2",
      paramLabel = "NAME TEXT",
      description = "As --arg, for a string.")
  List<String> stringArguments = new java.util.ArrayList<>();

  /** The arguments that functions are called with. */
  NixAttrs arguments(Evaluator evaluator) {
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

  /** The values asked for, in order; the whole expression where no attribute is selected. */
  List<Value> values(Evaluator evaluator, @Nullable String defaultFile) {
    NixAttrs given = arguments(evaluator);
    Value root = root(evaluator, defaultFile);
    List<String> paths = attributes.isEmpty() ? List.of("") : attributes;
    return paths.stream()
        .map(path -> AutoCall.call(AutoCall.select(root, path, given), given))
        .toList();
  }

  private Value root(Evaluator evaluator, @Nullable String defaultFile) {
    if (expression != null) {
      return evaluator.evalExpression(expression);
    }
    String name = file == null ? defaultFile : file;
    if (name == null) {
      throw new CommandException(
          ExitCode.USAGE, "which expression?", "give one with -f FILE or -E EXPR");
    }
    return evalFile(evaluator, name);
  }

  /** A file, a folder, {@code -} for standard input, or {@code <name>}. */
  static Value evalFile(Evaluator evaluator, String name) {
    if (name.equals("-")) {
      try {
        return evaluator.evalSource(ParseCommand.read(Path.of("-")));
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    return name.startsWith("<")
        ? evaluator.evalExpression("import " + name)
        : evaluator.evalFile(Path.of(name));
  }
}
