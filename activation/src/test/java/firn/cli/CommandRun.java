package firn.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a command answered, run in this process as the launcher runs it.
 *
 * @param out its results
 * @param err everything else it said
 */
public record CommandRun(int code, String out, String err) {
  /** Runs the command of that name, nobody watching. */
  public static CommandRun of(String name, List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream results = new PrintStream(out, false, StandardCharsets.ISO_8859_1);
    PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
    int code =
        Main.run(
            name, arguments.toArray(String[]::new), new Terminal(results, messages, false, false));
    results.flush();
    return new CommandRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
