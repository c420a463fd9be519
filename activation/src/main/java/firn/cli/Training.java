package firn.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the AOT cache is trained with: the paths that every command takes, run once in the process
 * that writes the cache.
 */
final class Training {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("--help"),
          List.of(
              "eval",
              "-E",
              "let f = n: if n < 2 then n else f (n - 1) + f (n - 2); in { a = toString (f 10); b = map (x: x + 1) [ 1 2 3 ]; }",
              "--strict",
              "--json"));

  private Training() {}

  static void run(Terminal terminal) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.ISO_8859_1);
    for (List<String> command : COMMANDS) {
      Main.run(
          "firn", command.toArray(String[]::new), new Terminal(nowhere, nowhere, false, false));
    }
    terminal.out().flush();
  }
}
