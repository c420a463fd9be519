package firn.cli.nix;

import firn.cli.ArgumentOptions;
import firn.cli.DerivationSearch;
import firn.cli.ExpressionOptions;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.Terminal;
import firn.eval.AutoCall;
import firn.eval.Evaluator;
import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import firn.store.StorePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nix-build}. */
@Command(
    name = "nix-build",
    mixinStandardHelpOptions = true,
    versionProvider = NixVersion.class,
    description = "Build the derivations of expressions, and link to the results.")
public final class NixBuild implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin SessionOptions session;
  @Mixin ArgumentOptions arguments;

  @Option(
      names = {"-E", "--expr"},
      description = "The operands are expressions, not files.")
  boolean expressions;

  @Option(
      names = {"-A", "--attr"},
      paramLabel = "PATH",
      description = "Select this attribute; may be repeated.")
  List<String> attributes = new ArrayList<>();

  @Option(
      names = {"-o", "--out-link", "--add-root"},
      paramLabel = "PATH",
      description = "Where to put the link to the result (${DEFAULT-VALUE}).")
  Path link = Path.of("result");

  @Option(
      names = {"--no-out-link", "--no-link"},
      description = "Make no link.")
  boolean noLink;

  @Option(names = "--dry-run", description = "Only list what would be done.")
  boolean dryRun;

  @Option(
      names = {"-Q", "--no-build-output", "--quiet"},
      description = "Show what builders print only where they fail.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose", "--indirect"},
      hidden = true)
  boolean accepted;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Files; default.nix if none is named.")
  List<String> operands = new ArrayList<>();

  public NixBuild(Terminal terminal) {
    this.terminal = terminal;
    this.session = new SessionOptions();
    this.arguments = new ArgumentOptions();
  }

  @Override
  public Integer call() throws InterruptedException {
    session.printBuildLogs |= !quiet;
    try (Session opened = new Session(session, terminal, true)) {
      Evaluator evaluator = opened.evaluator();
      List<DerivationSearch.Found> found = evaluator.run(() -> search(evaluator));
      BuiltLinks links = new BuiltLinks(opened, noLink ? null : link);
      if (dryRun) {
        DryRun.tell(terminal, opened.realiser().planned(BuiltLinks.wanted(found)));
        return NixExitCode.DONE;
      }
      for (StorePath path : links.build(found)) {
        terminal.print(path.toString());
      }
    } catch (NixBuildFailure failed) {
      throw session.printBuildLogs ? failed.withoutLogs() : failed;
    }
    return NixExitCode.DONE;
  }

  private List<DerivationSearch.Found> search(Evaluator evaluator) {
    NixAttrs given = arguments.arguments(evaluator);
    List<DerivationSearch.Found> found = new ArrayList<>();
    for (String input : inputs()) {
      Value top =
          expressions
              ? evaluator.evalExpression(input)
              : ExpressionOptions.evalFile(evaluator, input);
      for (String attribute : attributes.isEmpty() ? List.of("") : attributes) {
        found.addAll(
            DerivationSearch.in(
                AutoCall.call(AutoCall.select(top, attribute, given), given), given));
      }
    }
    return found;
  }

  private List<String> inputs() {
    String only = expressions ? "-" : "./default.nix";
    return operands.isEmpty() ? List.of(only) : operands;
  }
}
