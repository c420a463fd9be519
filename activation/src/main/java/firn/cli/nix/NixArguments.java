package firn.cli.nix;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * {@code nix eval|run|flake|registry|repl}: those of Nix's newer commands that Firn's own of the
 * same names play, with Nix's defaults.
 */
public final class NixArguments {
  private static final Set<String> PLAYED = Set.of("eval", "flake", "registry", "repl", "run");
  private static final Set<String> FEATURES =
      Set.of("--extra-experimental-features", "--experimental-features");
  private static final Set<String> ACCEPTED = Set.of("--offline", "--refresh");
  private static final Set<String> FILE = Set.of("-f", "--file");
  private static final Set<String> VALUED =
      Set.of(
          "--store",
          "-I",
          "-j",
          "--max-jobs",
          "--cores",
          "--timeout",
          "--max-silent-time",
          "--log-format");
  private static final Set<String> PURE = Set.of("eval", "run");

  /** Commands that call a key's file what others call going on after a failure. */
  private static final Set<String> SIGNING = Set.of("sign", "sign-paths");

  private NixArguments() {}

  /** Whether the arguments name a command that Firn's own plays. */
  public static boolean nameOwn(String[] given) {
    int at = command(List.of(given));
    return at < given.length && PLAYED.contains(given[at]);
  }

  private static int command(List<String> words) {
    int at = 0;
    while (at < words.size() && words.get(at).startsWith("-")) {
      at += 1 + values(words.get(at));
    }
    return at;
  }

  /** Firn's arguments for Nix's: the command first, and evaluation pure unless that is refused. */
  public static String[] ofOwn(String[] given) {
    List<String> words = new ArrayList<>();
    boolean own = true;
    for (String word : given) {
      own &= !word.equals("--");
      if (!own || !isLoudness(word) && !word.equals("--offline")) {
        words.add(word);
      }
    }
    boolean storeless = withoutDummy(words);
    String command = words.remove(command(words));
    words.addFirst(command);
    if (command.equals("registry")) {
      words.addFirst("flake");
    }
    if (command.equals("eval") && !storeless) {
      // Nix writes what evaluation makes, so that it can be imported.
      words.add(1, "--read-write");
    }
    if (PURE.contains(command)) {
      // As Nix has it, a file named on the command line may read what it likes.
      if (!words.contains("--impure") && Collections.disjoint(words, FILE)) {
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

  /** The arguments without what Nix accepts everywhere and Firn has no use for. */
  public static String[] ofOthers(String[] given) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < given.length; i++) {
      if (FEATURES.contains(given[i])) {
        i++;
      } else if (!ACCEPTED.contains(given[i]) && !isLoudness(given[i])) {
        words.add(given[i]);
      }
    }
    return withKeyFile(commandFirst(words)).toArray(String[]::new);
  }

  private static List<String> withKeyFile(List<String> words) {
    if (words.size() < 2 || !words.getFirst().equals("store") || !SIGNING.contains(words.get(1))) {
      return words;
    }
    return words.stream().map(word -> word.equals("-k") ? "--key-file" : word).toList();
  }

  /** Nix takes the options of every command before its name too; here they are the command's. */
  private static List<String> commandFirst(List<String> words) {
    int at = command(words);
    if (at == 0 || at >= words.size()) {
      return words;
    }
    List<String> options = words.subList(0, at);
    List<String> ordered = new ArrayList<>(words.subList(at, words.size()));
    int end = ordered.indexOf("--");
    ordered.addAll(end < 0 ? ordered.size() : end, options);
    return ordered;
  }

  /** Takes away a store that keeps nothing; whether there was one. */
  private static boolean withoutDummy(List<String> words) {
    int at = words.indexOf("--store");
    boolean dummy = at >= 0 && at + 1 < words.size() && words.get(at + 1).startsWith("dummy://");
    if (dummy) {
      words.subList(at, at + 2).clear();
    }
    return dummy;
  }

  /** How much Nix shall say; Firn says what matters. */
  private static boolean isLoudness(String word) {
    return word.matches("-v+|--verbose|--quiet|--debug");
  }

  /** How many words after an option belong to it. */
  private static int values(String option) {
    if (option.equals("--option")) {
      return 2;
    }
    return FEATURES.contains(option) || VALUED.contains(option) ? 1 : 0;
  }
}
