package firn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/**
 * Settings of {@code nix.conf} given as flags, which every command of Nix takes (Nix manual, {@code
 * nix.conf}): {@code --nix-path VALUE}, {@code --extra-nix-path VALUE}, {@code --no-warn-dirty}.
 */
final class SettingFlags {
  private static final Set<String> VALUED =
      Set.of(
          "allowed-uris",
          "build-users-group",
          "builders",
          "connect-timeout",
          "cores",
          "eval-system",
          "extra-platforms",
          "flake-registry",
          "log-lines",
          "max-call-depth",
          "max-jobs",
          "max-silent-time",
          "min-free",
          "netrc-file",
          "nix-path",
          "sandbox",
          "sandbox-paths",
          "substituters",
          "system",
          "system-features",
          "tarball-ttl",
          "timeout",
          "trusted-public-keys",
          "trusted-substituters");

  private static final Set<String> FLAGS =
      Set.of(
          "abort-on-warn",
          "accept-flake-config",
          "allow-dirty",
          "allow-import-from-derivation",
          "eval-cache",
          "fallback",
          "keep-derivations",
          "keep-failed",
          "keep-going",
          "keep-outputs",
          "pure-eval",
          "require-sigs",
          "restrict-eval",
          "substitute",
          "trace-verbose",
          "use-registries",
          "warn-dirty");

  private SettingFlags() {}

  /**
   * The words with such flags as {@code --option NAME VALUE}, but for what the command declares.
   */
  static String[] rewritten(CommandLine command, String[] given) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < given.length; i++) {
      String word = given[i];
      if (!word.startsWith("--") || declares(command, word)) {
        words.add(word);
        continue;
      }
      String name = word.substring(2);
      String plain = name.startsWith("extra-") ? name.substring("extra-".length()) : name;
      if (VALUED.contains(plain) && i + 1 < given.length) {
        words.addAll(List.of("--option", name, given[++i]));
      } else if (FLAGS.contains(name)) {
        words.addAll(List.of("--option", name, "true"));
      } else if (name.startsWith("no-") && FLAGS.contains(name.substring(3))) {
        words.addAll(List.of("--option", name.substring(3), "false"));
      } else {
        words.add(word);
      }
    }
    return words.toArray(String[]::new);
  }

  private static boolean declares(CommandLine command, String option) {
    return command.getCommandSpec().findOption(option) != null
        || command.getSubcommands().values().stream().anyMatch(below -> declares(below, option));
  }
}
