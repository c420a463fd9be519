package firn.cli.nix;

import firn.cli.CommandException;
import firn.eval.Evaluator;
import firn.eval.value.ValuePrinter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Chooses packages by selectors, as {@code nix-env} does: of several of one name that of this
 * machine's kind, then the preferred, then the newest, then the first.
 *
 * @param warnings takes what to tell where nothing distinguishes packages
 */
record PackageChoice(Evaluator evaluator, Consumer<String> warnings) {

  /**
   * The packages that were chosen, by one selector after the other.
   *
   * @param newestOnly whether one of each name is enough
   * @throws CommandException if a selector chooses none
   */
  List<ProfileElement> choose(
      List<ProfileElement> all, List<PackageNames.Selector> selectors, boolean newestOnly) {
    List<ProfileElement> chosen = new ArrayList<>();
    Set<Integer> taken = new HashSet<>();
    for (PackageNames.Selector selector : selectors) {
      List<Integer> matches = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        if (selector.matches(all.get(i).parsedName())) {
          matches.add(i);
        }
      }
      if (matches.isEmpty() && !selector.isAll()) {
        throw new CommandException(
            NixExitCode.FAILED,
            "selector '" + selector.text() + "' matches no derivations",
            "Options -qa list what there is.");
      }
      for (int match : newestOnly ? newest(all, matches) : matches) {
        if (taken.add(match)) {
          chosen.add(all.get(match));
        }
      }
    }
    return chosen;
  }

  private List<Integer> newest(List<ProfileElement> all, List<Integer> matches) {
    SortedMap<String, Integer> best = new TreeMap<>();
    Set<String> several = new HashSet<>();
    for (int match : matches) {
      PackageNames.Parsed name = all.get(match).parsedName();
      Integer other = best.get(name.name());
      int better = other == null ? 1 : compare(all.get(match), all.get(other));
      if (better > 0) {
        best.put(name.name(), match);
        several.remove(name.name());
      } else if (better == 0) {
        several.add(name.name());
      }
    }
    several.forEach(name ->
        warnings.accept(
            "there are multiple derivations named '" + name + "'; using the first one"));
    return List.copyOf(best.values());
  }

  private int compare(ProfileElement one, ProfileElement other) {
    String here = evaluator.settings().currentSystem();
    if (!one.system().equals(other.system())) {
      if (one.system().equals(here)) {
        return 1;
      }
      if (other.system().equals(here)) {
        return -1;
      }
    }
    int preferred = comparePriorities(one, other);
    return preferred != 0
        ? preferred
        : compareVersions(one.parsedName().version(), other.parsedName().version());
  }

  /** Positive if the first is preferred. */
  static int comparePriorities(ProfileElement one, ProfileElement other) {
    return Long.compare(other.priority(), one.priority());
  }

  /** As {@code builtins.compareVersions}. */
  int compareVersions(String one, String other) {
    String call =
        "builtins.compareVersions " + ValuePrinter.quote(one) + " " + ValuePrinter.quote(other);
    return (int) (long) evaluator.run(() -> evaluator.evalExpression(call).asInt());
  }
}
