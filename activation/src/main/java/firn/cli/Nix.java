package firn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code nix eval|build|run|flake|repl}: Nix's newer commands, played by Firn's own of the same
 * names with Nix's defaults.
 */
final class Nix {
  private static final Set<String> EVALUATING = Set.of("eval", "build", "run");

  private Nix() {}

  /** Firn's arguments for Nix's: the command first, and evaluation pure unless that is refused. */
  static String[] arguments(String[] given) {
    List<String> words = new ArrayList<>(List.of(given));
    int at = 0;
    while (at < words.size() && words.get(at).startsWith("-")) {
      at += takesValue(words.get(at)) ? 2 : 1;
    }
    if (at >= words.size()) {
      return given;
    }
    String command = words.remove(at);
    words.addFirst(command);
    if (EVALUATING.contains(command)) {
      if (!words.contains("--impure")) {
        words.add(1, "--pure-eval");
      }
      boolean whole =
          command.equals("eval") && !words.contains("--json") && !words.contains("--raw");
      if (whole) {
        words.add(1, "--strict");
      }
      boolean named = words.stream().anyMatch(Set.of("-f", "--file", "-E", "--expr")::contains);
      if (!named && words.stream().skip(1).allMatch(word -> word.startsWith("-"))) {
        words.add(".");
      }
    }
    return words.toArray(String[]::new);
  }

  private static boolean takesValue(String option) {
    return Set.of("--store", "--extra-experimental-features", "--experimental-features", "-I")
        .contains(option);
  }
}
