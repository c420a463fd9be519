package firn.cli;

import firn.eval.value.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn repl}. */
@Command(name = "repl", description = "Evaluate expressions at a prompt; :? lists its commands.")
final class ReplCommand implements Callable<Integer> {
  @ParentCommand FirnCommand firn;
  @Mixin SessionOptions session;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Load this file first; may be repeated.")
  List<String> files = new ArrayList<>();

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "As --file.")
  List<String> more = new ArrayList<>();

  /** Where lines come from; null at their end. */
  @FunctionalInterface
  private interface Lines {
    @Nullable String next() throws IOException;
  }

  @Override
  public Integer call() throws IOException {
    try (Session opened = new Session(session, firn.terminal(), true)) {
      Repl repl = new Repl(opened);
      files.addAll(more);
      files.forEach(file -> line(repl, ":l " + file));
      if (System.console() != null && firn.terminal().outIsTerminal()) {
        prompt(repl);
      } else {
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        read(repl, in::readLine);
      }
    }
    return ExitCode.DONE;
  }

  private void read(Repl repl, Lines lines) throws IOException {
    for (String line = lines.next(); line != null; line = lines.next()) {
      String word = line.strip();
      if (word.equals(":q") || word.equals(":quit")) {
        return;
      }
      line(repl, line);
    }
  }

  /** Runs one line; what goes wrong is told, and the prompt goes on. */
  private void line(Repl repl, String line) {
    Terminal terminal = firn.terminal();
    try {
      String out = repl.evaluator().run(() -> repl.run(line));
      if (!out.isEmpty()) {
        terminal.out().println(out);
      }
    } catch (RuntimeException problem) {
      new Problems(terminal, session.showTrace, false).report(problem);
    } catch (OutOfMemoryError full) {
      terminal.say("error: the expression needs more memory than there is");
    }
    terminal.out().flush();
  }

  private void prompt(Repl repl) throws IOException {
    try (org.jline.terminal.Terminal screen = TerminalBuilder.builder().system(true).build()) {
      LineReader reader =
          LineReaderBuilder.builder()
              .terminal(screen)
              .appName("firn")
              .variable(LineReader.HISTORY_FILE, history())
              .completer((r, line, candidates) -> {
                String word = Bytes.ofUnicode(word(line.line().substring(0, line.cursor())));
                for (String name : repl.evaluator().run(() -> repl.scope().complete(word))) {
                  String shown = line.word().substring(0, line.wordCursor() - word.length());
                  candidates.add(
                      new Candidate(
                          shown + Bytes.toUnicode(name), name, null, null, null, null, false));
                }
              })
              .build();
      firn.terminal().say("Firn " + Version.FIRN + "; :? for help, :q to leave");
      read(
          repl,
          () -> {
            while (true) {
              try {
                return reader.readLine("firn> ");
              } catch (UserInterruptException again) {
                continue;
              } catch (EndOfFileException end) {
                return null;
              }
            }
          });
    }
  }

  /** The name, with dots, that the cursor stands at the end of. */
  static String word(String before) {
    int start = before.length();
    while (start > 0 && isOfName(before.charAt(start - 1))) {
      start--;
    }
    return before.substring(start);
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || "_'-.".indexOf(c) >= 0;
  }

  private static Path history() {
    String home = System.getenv().getOrDefault("HOME", "/");
    String state = System.getenv().getOrDefault("XDG_STATE_HOME", home + "/.local/state");
    return Path.of(state, "firn", "repl-history");
  }
}
