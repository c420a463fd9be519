package firn.cli;

import firn.eval.Evaluator;
import firn.eval.print.DeepForce;
import firn.eval.print.PlainPrinter;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.eval.value.ValuePrinter;
import firn.grammar.SourceText;
import firn.grammar.SyntaxException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions, evaluates them in a scope that grows, prints their values. A mistake is told
 * and forgotten. An expression may go over several lines: as long as only its end is missing, the
 * next line belongs to it.
 */
final class Repl {
  /** Where lines come from. */
  interface Input {
    /**
     * The next line.
     *
     * @return null at the end, or where the reader gave the line up as {@code ""}
     */
    @Nullable String line(String prompt);
  }

  private static final String HELP =
      """
      EXPR        evaluate and print, one level deep
      NAME = EXPR give a value a name
      :p EXPR     evaluate and print all of it
      :t EXPR     tell the type
      :q          leave (so does the end of input)""";

  private static final Pattern BINDING =
      Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_'-]*)\\s*=(?!=)(.*)", Pattern.DOTALL);

  private final Evaluator evaluator;
  private final Terminal terminal;
  private final Problems problems;
  private NixAttrs scope;

  Repl(Evaluator evaluator, Terminal terminal, boolean showTrace, NixAttrs scope) {
    this.evaluator = evaluator;
    this.terminal = terminal;
    this.problems = new Problems(terminal, showTrace, false);
    this.scope = scope;
  }

  /** Reads until the end of the input or {@code :q}. */
  void run(Input input) {
    String text = "";
    while (true) {
      String line = input.line(text.isEmpty() ? "firn> " : "    > ");
      if (line == null) {
        // What is unfinished at the end is a mistake, not nothing.
        if (!text.isBlank()) {
          attempt(text, true);
        }
        return;
      }
      text = text.isEmpty() ? line : text + "\n" + line;
      if (text.strip().equals(":q")) {
        return;
      }
      if (text.isBlank() || attempt(text, line.isEmpty())) {
        text = "";
      }
    }
  }

  /** Whether the text is dealt with: false asks for more lines. */
  private boolean attempt(String text, boolean isWhole) {
    try {
      String shown = evaluator.run(() -> respond(text.strip()));
      if (!shown.isEmpty()) {
        terminal.out().println(shown);
      }
    } catch (SyntaxException wrong) {
      if (!isWhole && wrong.offset() >= wrong.source().text().length()) {
        return false;
      }
      problems.report(wrong);
    } catch (RuntimeException | StackOverflowError wrong) {
      problems.report(wrong);
    }
    terminal.out().flush();
    return true;
  }

  /** The answer to one input, in bytes. */
  private String respond(String text) {
    if (text.equals(":?") || text.equals(":help")) {
      return HELP;
    }
    if (text.startsWith(":")) {
      return command(text.split("\\s+", 2));
    }
    Matcher binding = BINDING.matcher(text);
    if (binding.matches()) {
      Value value = evaluate(binding.group(2));
      scope = scope.update(new AttrsBuilder(1).put(Symbol.of(binding.group(1)), value).build());
      return "";
    }
    return ReplPrinter.print(evaluate(text));
  }

  private String command(String[] words) {
    String expression = words.length > 1 ? words[1] : "null";
    return switch (words[0]) {
      case ":p" -> {
        Value value = evaluate(expression);
        DeepForce.force(value);
        yield PlainPrinter.print(value);
      }
      case ":t" -> evaluate(expression).force().type().typeOf();
      default ->
          throw new CommandException(
              ExitCode.EXPRESSION, "there is no command '" + words[0] + "'", ":? lists them");
    };
  }

  private Value evaluate(String expression) {
    return evaluator.parse(source(expression), scope).eval();
  }

  /** An expression that stands in no file, by the name Nix has for that. */
  static SourceText source(String expression) {
    return SourceText.ofUnicode(Bytes.OPEN + "string" + Bytes.CLOSE, expression);
  }

  /**
   * What could stand for the last word of a line: attributes of the set its dots lead to.
   *
   * @param word such as {@code config.networking.ho}
   */
  List<String> completions(String word) {
    int dot = word.lastIndexOf('.');
    try {
      return evaluator.run(() -> {
        NixAttrs set = dot < 0 ? scope : evaluate(word.substring(0, dot)).asAttrs();
        String start = dot < 0 ? "" : word.substring(0, dot + 1);
        return set.names().stream()
            .map(name -> start + Bytes.toUnicode(ValuePrinter.attributeName(name.name())))
            .filter(name -> name.startsWith(word))
            .toList();
      });
    } catch (RuntimeException | StackOverflowError notYetAnExpression) {
      return List.of();
    }
  }
}
