package firn.cli.nix;

import firn.cli.ArgumentOptions;
import firn.cli.BuildOptions;
import firn.cli.CommandException;
import firn.cli.DerivationSearch;
import firn.cli.ExpressionOptions;
import firn.cli.FlakeOptions;
import firn.cli.Installable;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.eval.AutoCall;
import firn.eval.Evaluator;
import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import firn.store.StorePath;
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
  @Mixin FlakeOptions flake;

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
    this.flake = new FlakeOptions();
  }

  /** Whether answering needs no evaluation. */
  static boolean isPath(String operand, BuildOptions options) {
    String root = options.store == null ? "/" : options.store.toAbsolutePath() + "/";
    return operand.startsWith(StorePath.STORE_DIR + "/")
        || operand.startsWith(root + "nix/store/")
        || operand.startsWith("./result")
        || operand.startsWith("result");
  }

  Resolved resolve(Session session, SessionOptions options) {
    List<DerivationSearch.Found> found = new ArrayList<>();
    List<StorePath> paths = new ArrayList<>();
    boolean attributes = file != null || expression != null;
    List<String> all = operands.isEmpty() ? List.of(attributes ? "" : ".") : operands;
    if (!attributes) {
      session.forFlakes();
    }
    for (String operand : all) {
      Resolved one = resolve(session, options, operand);
      found.addAll(one.found());
      paths.addAll(one.paths());
    }
    return new Resolved(found, paths);
  }

  private Resolved resolve(Session session, SessionOptions options, String operand) {
    if (file == null && expression == null && isPath(operand, options)) {
      return new Resolved(List.of(), List.of(session.stores().path(operand)));
    }
    return new Resolved(
        session.evaluator().run(() -> derivations(session, options, operand)), List.of());
  }

  /**
   * The store path that one operand stands for.
   *
   * @param build whether to build it where it is a derivation's output
   * @throws CommandException if it stands for several
   */
  StorePath one(Session session, SessionOptions options, String operand, boolean build) {
    if (file == null && expression == null) {
      session.forFlakes();
    }
    Resolved resolved = resolve(session, options, operand);
    List<StorePath> all = new ArrayList<>(resolved.paths());
    all.addAll(
        build
            ? new BuiltLinks(session, null).build(resolved.found())
            : resolved.found().stream()
                .map(found ->
                    session.store().readDerivation(found.derivation()).outputPath(found.output()))
                .toList());
    if (all.size() != 1) {
      throw new CommandException(
          NixExitCode.FAILED,
          "argument '" + operand + "' should evaluate to one store path",
          "Name one output of one derivation.");
    }
    return all.getFirst();
  }

  private List<DerivationSearch.Found> derivations(
      Session session, SessionOptions options, String operand) {
    Evaluator evaluator = session.evaluator();
    NixAttrs given = arguments.arguments(evaluator);
    Value value;
    if (expression != null) {
      value = AutoCall.select(evaluator.evalExpression(expression), operand, given);
    } else if (file != null) {
      value = AutoCall.select(ExpressionOptions.evalFile(evaluator, file), operand, given);
    } else {
      return ofFlake(session, options, operand);
    }
    return DerivationSearch.in(AutoCall.call(value, given), given);
  }

  private List<DerivationSearch.Found> ofFlake(
      Session session, SessionOptions options, String operand) {
    Installable installable = Installable.parse(operand);
    Value value =
        installable
            .find(
                session,
                flake,
                options,
                Installable.packages(session.evaluator().settings().currentSystem()))
            .value();
    List<DerivationSearch.Found> found =
        DerivationSearch.in(value, arguments.arguments(session.evaluator()));
    return installable.outputs().isEmpty()
        ? found
        : found.stream()
            .flatMap(one ->
                installable.outputs().stream()
                    .map(output -> new DerivationSearch.Found(one.derivation(), output)))
            .toList();
  }
}
