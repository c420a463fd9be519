package firn.cli.nix;

import firn.cli.Session;
import firn.cli.Terminal;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import firn.store.StorePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code nix-env --query} prints: a table, XML or JSON. Text is bytes. */
final class PackageListing {
  private final Session opened;
  private final Terminal terminal;
  private final PackageQueryOptions options;
  private final boolean attributePaths;
  private final Set<String> installed = new HashSet<>();
  private final Set<String> valid = new HashSet<>();
  private final Set<String> substitutable = new HashSet<>();
  private Map<String, List<PackageSearch.Package>> others = Map.of();

  /** How a version compares: a mark, and the other version. */
  record Comparison(String mark, String version) {
    static final Comparison NONE = new Comparison("-", "?");

    boolean isKnown() {
      return !equals(NONE);
    }
  }

  /** Where a package is: in the profile, in the store, in a cache. */
  record Status(boolean installed, boolean valid, boolean substitutable) {
    @Override
    public String toString() {
      return (installed ? "I" : "-") + (valid ? "P" : "-") + (substitutable ? "S" : "-");
    }
  }

  PackageListing(
      Session opened, Terminal terminal, PackageQueryOptions options, boolean attributePaths) {
    this.opened = opened;
    this.terminal = terminal;
    this.options = options;
    this.attributePaths = attributePaths;
  }

  /**
   * Looks where packages are, where that is asked for, and answers those that are to be shown.
   *
   * @param profile those of the profile
   */
  List<PackageSearch.Package> look(
      List<PackageSearch.Package> found, List<PackageSearch.Package> profile)
      throws InterruptedException {
    if (!options.status && !options.prebuiltOnly) {
      return found;
    }
    profile.forEach(one -> installed.add(one.mainOutput()));
    for (PackageSearch.Package one : found) {
      StorePath path = StorePath.parse(one.mainOutput());
      if (opened.store().isValid(path)) {
        valid.add(one.mainOutput());
      }
      if (opened.stores().substituters().query(path).isPresent()) {
        substitutable.add(one.mainOutput());
      }
    }
    return options.prebuiltOnly
        ? found.stream().filter(one -> isThere(one.mainOutput())).toList()
        : found;
  }

  private boolean isThere(String path) {
    return valid.contains(path) || substitutable.contains(path);
  }

  /**
   * The text to print; evaluates what has to be said of packages.
   *
   * @param compared those to compare with
   */
  String text(List<PackageSearch.Package> shown, List<PackageSearch.Package> compared) {
    others =
        compared.stream()
            .collect(Collectors.groupingBy(one -> PackageNames.parse(one.name()).name()));
    if (options.json) {
      return new PackageJson(opened.evaluator(), terminal, options).text(shown);
    }
    return options.xml
        ? new PackageXml(terminal, this, options).text(shown)
        : table(shown.stream().map(this::row).toList());
  }

  Status status(PackageSearch.Package one) {
    String path = one.mainOutput();
    return new Status(installed.contains(path), valid.contains(path), substitutable.contains(path));
  }

  /** With the packages of the same name on the other side, of which the newest counts. */
  Comparison compare(PackageSearch.Package one) {
    PackageNames.Parsed own = PackageNames.parse(one.name());
    Map<String, String> best = new HashMap<>();
    for (PackageSearch.Package other : others.getOrDefault(own.name(), List.of())) {
      String version = PackageNames.parse(other.name()).version();
      int order = choice().compareVersions(own.version(), version);
      String mark = order < 0 ? "<" : order == 0 ? "=" : ">";
      best.merge(mark, version, (a, b) -> choice().compareVersions(a, b) < 0 || order < 0 ? b : a);
    }
    for (String mark : List.of("<", "=", ">")) {
      if (best.containsKey(mark)) {
        return new Comparison(mark, best.get(mark));
      }
    }
    return Comparison.NONE;
  }

  private PackageChoice choice() {
    return new PackageChoice(opened.evaluator(), terminal::warn);
  }

  static String description(PackageSearch.Package one) {
    @Nullable Value said = one.meta("description");
    return Optional.ofNullable(said)
        .map(Value::force)
        .filter(NixString.class::isInstance)
        .map(Value::asBytes)
        .orElse("");
  }

  private List<String> row(PackageSearch.Package one) {
    List<String> row = new ArrayList<>();
    if (options.status) {
      row.add(status(one).toString());
    }
    if (attributePaths) {
      row.add(one.attribute());
    }
    if (!options.noName) {
      row.add(one.name());
    }
    if (options.versions) {
      Comparison comparison = compare(one);
      row.add(comparison.mark() + " " + comparison.version());
    }
    if (options.system) {
      row.add(one.system());
    }
    if (options.derivationPaths) {
      row.add(one.derivation().isEmpty() ? "-" : one.derivation());
    }
    if (options.outputPaths) {
      row.add(outputs(one));
    }
    if (options.description) {
      row.add(description(one).replace('\n', ' '));
    }
    return row;
  }

  /** {@code dev=/nix/store/…;/nix/store/…}: the output {@code out} goes without its name. */
  private static String outputs(PackageSearch.Package one) {
    return one.outputs().entrySet().stream()
        .map(output ->
            output.getKey().equals("out")
                ? output.getValue()
                : output.getKey() + "=" + output.getValue())
        .collect(Collectors.joining(";"));
  }

  /** Columns as wide as their widest cell, two spaces apart. */
  private static String table(List<List<String>> rows) {
    int[] widths = new int[rows.isEmpty() ? 0 : rows.getFirst().size()];
    rows.forEach(row -> {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    });
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        out.append(row.get(i));
        if (i < widths.length - 1) {
          out.repeat(" ", widths[i] - row.get(i).length() + 2);
        }
      }
      out.append('\n');
    }
    return out.toString();
  }
}
