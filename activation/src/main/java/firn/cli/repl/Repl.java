package firn.cli.repl;

import firn.cli.Problems;
import firn.cli.Terminal;
import firn.eval.value.Bytes;
import firn.grammar.SyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a person asks for and shows the answers. A mistake is told and forgotten. An
 * expression may go over several lines: as long as only its end is missing, the next line belongs
 * to it.
 */
public final class Repl {
  /** Where lines come from. */
  public interface Input {
    /**
     * The next line.
     *
     * @return null at the end, or where the reader gave the line up as {@code ""}
     */
    @Nullable String line(String prompt);
  }

  private final ReplSession session;
  private final Terminal terminal;
  private final Problems problems;

  public Repl(ReplSession session, Terminal terminal, boolean showTrace) {
    this.session = session;
    this.terminal = terminal;
    this.problems = new Problems(terminal, showTrace, false);
  }

  /** Does what a text says, as if it had been typed. */
  void input(String text) {
    attempt(text, true);
  }

  /** Reads until the end of the input or {@code :q}. */
  public void run(Input input) {
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
      if (text.strip().equals(":q") || text.strip().equals(":quit")) {
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
      String shown = session.evaluator().run(() -> session.run(text.strip()));
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
    } catch (OutOfMemoryError full) {
      terminal.say("error: the expression needs more memory than there is");
    }
    terminal.out().flush();
    return true;
  }

  /** What could stand for the last word of a line, such as {@code config.networking.ho}. */
  public List<String> completions(String word) {
    try {
      return session.evaluator().run(() -> session.scope().complete(Bytes.ofUnicode(word))).stream()
          .map(Bytes::toUnicode)
          .toList();
    } catch (RuntimeException | StackOverflowError notYetAnExpression) {
      return List.of();
    }
  }
}
