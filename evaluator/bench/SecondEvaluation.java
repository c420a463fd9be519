import firn.eval.Evaluator;
import firn.eval.builtin.EvalSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * Evaluates a NixOS system several times in one process, as a server would: {@code
 * SecondEvaluation NIXPKGS CONFIGURATION}. Prints the seconds of each time and the derivation, which must stay the same.
 */
final class SecondEvaluation {
  private SecondEvaluation() {}

  public static void main(String[] arguments) {
    EvalSettings settings =
        EvalSettings.ofProcess()
            .withSearchPath(
                List.of(EvalSettings.SearchPathEntry.parse("nixpkgs=" + arguments[0])));
    String system =
        "(import <nixpkgs/nixos> { configuration = %s; }).system.drvPath"
            .formatted(Path.of(arguments[1]).toAbsolutePath());
    Evaluator evaluator = new Evaluator(settings);
    for (int i = 1; i <= 4; i++) {
      long start = System.nanoTime();
      String path = evaluator.run(() -> evaluator.evalExpression(system).asString().bytes());
      System.out.printf("evaluation %d: %6.2f s  %s%n", i, (System.nanoTime() - start) / 1e9, path);
    }
  }
}
