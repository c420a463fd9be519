package firn.cli;

import firn.eval.Evaluator;
import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import firn.store.DerivedPath;
import firn.store.StorePath;
import firn.store.local.Roots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn build}. */
@Command(
    name = "build",
    description =
        "Build the derivations of an expression, or of flakes, and print the paths of their outputs.")
final class BuildCommand implements Callable<Integer> {
  @ParentCommand FirnCommand firn;
  @Mixin SessionOptions session;
  @Mixin ExpressionOptions expression;
  @Mixin FlakeOptions flake;

  @Parameters(
      paramLabel = "FLAKE#ATTR",
      arity = "0..*",
      description = {
        "Packages of flakes; the default package where no attribute is given;",
        "with --file or --expr attributes of that."
      })
  List<String> installables = new ArrayList<>();

  @Option(
      names = {"-o", "--out-link"},
      paramLabel = "PATH",
      description =
          "Where to put the link to the result (${DEFAULT-VALUE}); it keeps the result from being collected.")
  Path link = Path.of("result");

  @Option(names = "--no-link", description = "Make no link.")
  boolean noLink;

  @Option(names = "--dry-run", description = "Only list what would be built.")
  boolean dryRun;

  @Override
  public Integer call() throws IOException {
    if (!expression.isEmpty()) {
      expression.attributes.addAll(installables);
      installables.clear();
    }
    try (Session opened =
        new Session(session, firn.terminal(), true, expression.lockFile("default.nix"))) {
      if (!installables.isEmpty()) {
        opened.forFlakes();
      }
      Evaluator evaluator = opened.evaluator();
      List<DerivationSearch.Found> found = evaluator.run(() -> search(opened, evaluator));
      List<DerivedPath> wanted =
          found.stream()
              .map(one -> DerivedPath.of(one.derivation(), List.of(one.output())))
              .toList();
      if (dryRun) {
        opened.realiser().plan(wanted).forEach(path -> firn.terminal().print(path.toString()));
        return ExitCode.DONE;
      }
      opened.realise(wanted);
      int number = 1;
      for (DerivationSearch.Found one : found) {
        StorePath out = opened.store().readDerivation(one.derivation()).outputPath(one.output());
        firn.terminal().print(out.toString());
        if (!noLink) {
          new Roots(opened.store().layout())
              .add(number == 1 ? link : Path.of(link + "-" + number), out);
          number++;
        }
      }
      opened.keepLock();
    }
    return ExitCode.DONE;
  }

  private List<DerivationSearch.Found> search(Session opened, Evaluator evaluator) {
    NixAttrs arguments = expression.arguments(evaluator);
    List<DerivationSearch.Found> found = new ArrayList<>();
    for (String text : installables) {
      Installable one = Installable.parse(text);
      Value value =
          one.find(
                  opened,
                  flake,
                  session,
                  Installable.packages(evaluator.settings().currentSystem()))
              .value();
      for (DerivationSearch.Found derivation : DerivationSearch.in(value, NixAttrs.EMPTY)) {
        if (one.outputs().isEmpty()) {
          found.add(derivation);
        }
        one.outputs()
            .forEach(
                output -> found.add(new DerivationSearch.Found(derivation.derivation(), output)));
      }
    }
    if (!installables.isEmpty()) {
      return found;
    }
    expression
        .values(evaluator, "default.nix")
        .forEach(value -> found.addAll(DerivationSearch.in(value, arguments)));
    return found;
  }
}
