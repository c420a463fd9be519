package firn.cli.nix;

import firn.cli.ArgumentOptions;
import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.ExpressionOptions;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.Terminal;
import firn.eval.AutoCall;
import firn.eval.Evaluator;
import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nix-env -qa}: the packages of an expression, listed as Nix lists them. */
@Command(
    name = "nix-env",
    mixinStandardHelpOptions = true,
    versionProvider = NixInstantiate.NixVersion.class,
    description = "List the packages that an expression offers (-qa); Firn keeps no user profiles.")
public final class NixEnv implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin SessionOptions session;
  @Mixin ArgumentOptions arguments;

  @Option(
      names = {"-q", "--query"},
      description = "List packages.")
  boolean query;

  @Option(
      names = {"-a", "--available"},
      description = "Those of the expression.")
  boolean available;

  @Option(
      names = {"-P", "--attr-path"},
      description = "Print attribute paths first.")
  boolean attributePaths;

  @Option(names = "--drv-path", description = "Print the paths of derivations.")
  boolean derivationPaths;

  @Option(names = "--out-path", description = "Print the paths of outputs.")
  boolean outputPaths;

  @Option(names = "--no-name", description = "Leave names out.")
  boolean noName;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The expression; <nixpkgs> by default.")
  String file = "<nixpkgs>";

  @Option(
      names = {"-A", "--attr"},
      paramLabel = "PATH",
      description = "List what is below this attribute.")
  @Nullable String attribute;

  @Option(names = "--readonly-mode", description = "Accepted; nothing is written.")
  boolean readOnly;

  @Option(
      names = "--json",
      description = "Print JSON: names, versions, systems, by attribute path.")
  boolean json;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Only packages whose names match, as regular expressions.")
  List<String> names = new ArrayList<>();

  public NixEnv(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    session.playNix();
    if (!query || !available) {
      throw new CommandException(
          ExitCode.USAGE,
          "only -qa is known here",
          "Firn keeps no user profiles; packages belong to a configuration");
    }
    try (Session opened = new Session(session, terminal, false)) {
      Evaluator evaluator = opened.evaluator();
      List<PackageSearch.Package> found = evaluator.run(() -> search(evaluator));
      UnstableSort.sort(
          found, Comparator.comparing(PackageSearch.Package::name, PackageNames.ORDER));
      if (json) {
        terminal.out().print(PackageSearch.json(found));
      } else {
        print(found);
      }
    }
    return ExitCode.DONE;
  }

  private List<PackageSearch.Package> search(Evaluator evaluator) {
    NixAttrs given = arguments.arguments(evaluator);
    Value root = ExpressionOptions.evalFile(evaluator, file);
    String below = attribute == null ? "" : attribute;
    Value top = AutoCall.call(AutoCall.select(root, below, given), given);
    List<Pattern> patterns =
        names.stream().filter(n -> !n.equals("*")).map(Pattern::compile).toList();
    List<PackageSearch.Package> found = new ArrayList<>();
    new PackageSearch(given, derivationPaths, outputPaths)
        .visit(
            top,
            below,
            one -> {
              if (patterns.isEmpty() || patterns.stream().anyMatch(p -> matches(p, one.name()))) {
                found.add(one);
              }
            });
    return found;
  }

  private static boolean matches(Pattern pattern, String name) {
    return pattern.matcher(name).matches() || pattern.matcher(PackageNames.base(name)).matches();
  }

  /** Columns as wide as their widest cell, two spaces apart. */
  private void print(List<PackageSearch.Package> found) {
    List<List<String>> rows = new ArrayList<>();
    for (PackageSearch.Package one : found) {
      List<String> row = new ArrayList<>();
      if (attributePaths) {
        row.add(one.attribute());
      }
      if (!noName) {
        row.add(one.name());
      }
      if (derivationPaths) {
        row.add(one.derivation());
      }
      if (outputPaths) {
        row.add(one.outputs());
      }
      rows.add(row);
    }
    if (rows.isEmpty()) {
      return;
    }
    int[] widths = new int[rows.getFirst().size()];
    rows.forEach(row -> {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    });
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i));
        if (i < widths.length - 1) {
          line.append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
      }
      terminal.out().print(line.append('\n'));
    }
  }
}
