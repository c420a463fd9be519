package firn.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes: results to {@code out}, everything else to {@code err}.
 *
 * @param out results; its charset is ISO-8859-1, for the strings of the language are bytes
 * @param err messages and progress, in UTF-8
 * @param outIsTerminal whether a person reads {@code out}
 * @param errIsTerminal whether a person reads {@code err}: colour and progress displays are for
 *     them alone
 */
public record Terminal(
    PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal) {

  /**
   * The process's own streams. Which of them are terminals is told by the launcher, as asking costs
   * a JVM more than a shell.
   */
  public static Terminal ofProcess() {
    String terminals = System.getProperty("firn.terminals", "");
    boolean plain = System.getenv("NO_COLOR") != null || "dumb".equals(System.getenv("TERM"));
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
            false,
            StandardCharsets.ISO_8859_1);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    return new Terminal(out, err, terminals.contains("1"), terminals.contains("2") && !plain);
  }

  /** Writes text that is not bytes of the language (paths, tables) as a line of {@code out}. */
  public void print(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  /** A line for the person at the machine. */
  public void say(String text) {
    err.println(errIsTerminal ? text : withoutStyle(text));
  }

  /** Messages of libraries may style words, which only a terminal can show. */
  static String withoutStyle(String text) {
    return text.indexOf('\u001b') < 0 ? text : text.replaceAll("\u001b\\[[0-9;]*m", "");
  }

  /** {@code text} in bold red, green or yellow (31, 32, 33) where a person reads it. */
  public String coloured(int colour, String text) {
    return errIsTerminal ? "\u001b[1;" + colour + "m" + text + "\u001b[0m" : text;
  }

  public void warn(String text) {
    err.println(coloured(33, "warning:") + " " + text);
  }
}
