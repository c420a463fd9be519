package firn.cli.repl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** Lines for a {@link Repl}: edited at a terminal, with history and completion, or just read. */
public final class ReplLines {
  private ReplLines() {}

  /**
   * Lines of standard input.
   *
   * @param atTerminal whether a person types them
   * @param completions what could stand for the last word
   */
  public static Repl.Input of(boolean atTerminal, Function<String, List<String>> completions) {
    return atTerminal ? edited(completions) : plain();
  }

  private static Repl.Input plain() {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return prompt -> {
      try {
        return in.readLine();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private static Repl.Input edited(Function<String, List<String>> completions) {
    LineReader reader;
    try {
      reader =
          LineReaderBuilder.builder()
              .terminal(TerminalBuilder.builder().system(true).build())
              .variable(LineReader.HISTORY_FILE, historyFile())
              .completer((line, parsed, candidates) ->
                  completions
                      .apply(lastWord(parsed.line().substring(0, parsed.cursor())))
                      .forEach(name -> candidates.add(new Candidate(name))))
              // A backslash and an exclamation mark are plain characters of the language.
              .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
              .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return prompt -> read(reader, prompt);
  }

  private static @Nullable String read(LineReader reader, String prompt) {
    try {
      return reader.readLine(prompt);
    } catch (EndOfFileException end) {
      return null;
    } catch (UserInterruptException givenUp) {
      return "";
    }
  }

  private static String lastWord(String line) {
    int start = line.length();
    while (start > 0 && "_-'.\"".indexOf(line.charAt(start - 1)) >= 0
        || start > 0 && Character.isLetterOrDigit(line.charAt(start - 1))) {
      start--;
    }
    return line.substring(start);
  }

  private static Path historyFile() {
    String state = System.getenv("XDG_STATE_HOME");
    Path base =
        state == null || state.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return base.resolve("firn").resolve("repl-history");
  }
}
