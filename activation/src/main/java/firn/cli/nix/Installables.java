package firn.cli.nix;

import firn.cli.ArgumentOptions;
import firn.cli.BuildOptions;
import firn.cli.CommandException;
import firn.cli.DerivationSearch;
import firn.cli.ExpressionOptions;
import firn.cli.Session;
import firn.eval.AutoCall;
import firn.eval.Evaluator;
import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import firn.store.StorePath;
import firn.store.build.BuildSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What {@code nix} commands work on: store paths, attributes of {@code --file} or {@code --expr},
 * and {@code FLAKE#ATTRIBUTE}.
 */
final class Installables {
  @Mixin ArgumentOptions arguments;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Attributes of this file.")
  @Nullable String file;

  @Option(names = "--expr", paramLabel = "EXPR", description = "Attributes of this expression.")
  @Nullable String expression;

  @Parameters(
      paramLabel = "INSTALLABLE",
      arity = "0..*",
      description = "Store paths, attributes, or FLAKE#ATTRIBUTE.")
  List<String> operands = new ArrayList<>();

  /**
   * @param found derivations that evaluation gave
   * @param paths store paths that were named
   */
  record Resolved(List<DerivationSearch.Found> found, List<StorePath> paths) {}

  Installables() {
    this.arguments = new ArgumentOptions();
  }

  /** Whether answering needs no evaluation. */
  static boolean isPath(String operand, BuildOptions options) {
    String root = options.store == null ? "/" : options.store.toAbsolutePath() + "/";
    return operand.startsWith(StorePath.STORE_DIR + "/")
        || operand.startsWith(root + "nix/store/")
        || operand.startsWith("./result")
        || operand.startsWith("result");
  }

  Resolved resolve(Session session, BuildOptions options) {
    List<DerivationSearch.Found> found = new ArrayList<>();
    List<StorePath> paths = new ArrayList<>();
    boolean attributes = file != null || expression != null;
    List<String> all = operands.isEmpty() ? List.of(attributes ? "" : ".") : operands;
    Evaluator evaluator = session.evaluator();
    for (String operand : all) {
      if (!attributes && isPath(operand, options)) {
        paths.add(session.stores().path(operand));
      } else {
        found.addAll(evaluator.run(() -> derivations(evaluator, operand)));
      }
    }
    return new Resolved(found, paths);
  }

  private List<DerivationSearch.Found> derivations(Evaluator evaluator, String operand) {
    NixAttrs given = arguments.arguments(evaluator);
    Value value;
    if (expression != null) {
      value = AutoCall.select(evaluator.evalExpression(expression), operand, given);
    } else if (file != null) {
      value = AutoCall.select(ExpressionOptions.evalFile(evaluator, file), operand, given);
    } else {
      value = ofFlake(evaluator, operand);
    }
    return DerivationSearch.in(AutoCall.call(value, given), given);
  }

  /** {@code nix} looks in packages and legacyPackages of this system, then from the top. */
  private static Value ofFlake(Evaluator evaluator, String operand) {
    int hash = operand.indexOf('#');
    String flake = hash < 0 ? operand : operand.substring(0, hash);
    String attribute = hash < 0 ? "default" : operand.substring(hash + 1);
    if (flake.matches(".*[\"\\\\$].*") || !attribute.matches("[A-Za-z0-9_.'-]+")) {
      throw new CommandException(
          NixExitCode.FAILED, "'" + operand + "' is not FLAKE#ATTRIBUTE", null);
    }
    String reference = flake.startsWith(".") || flake.startsWith("/") ? absolute(flake) : flake;
    return evaluator.evalExpression(
        """
        let
          flake = builtins.getFlake "%1$s";
          system = "%2$s";
          places = [ (flake.packages.${system} or { }) (flake.legacyPackages.${system} or { }) flake ];
          having = builtins.filter (p: p ? %3$s) places;
        in
        if having == [ ] then throw "flake '%1$s' does not provide attribute '%3$s'"
        else (builtins.head having).%3$s
        """
            .formatted(reference, BuildSettings.thisSystem(), attribute));
  }

  private static String absolute(String flake) {
    return java.nio.file.Path.of(flake).toAbsolutePath().normalize().toString();
  }
}
