package firn.modules;

import static org.assertj.core.api.Assertions.assertThat;

import firn.eval.Evaluator;
import firn.eval.builtin.EvalSettings;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Bytes;
import firn.eval.value.NixPath;
import firn.eval.value.Value;
import firn.store.posix.PathBytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Sets each option of a system to its example, on a machine that runs what the option is about, and
 * expects another system than without: an option that changes nothing is one that does not keep its
 * description's promise. An option of a submodule is set in one that is there before. {@code
 * testdata/systems/effects} says what surrounds an option, what its submodule has beside it, what
 * it is set to where its example cannot show an effect, and which options rightly have none.
 */
final class OptionEffectsTest {
  private static final Path EFFECTS =
      Path.of(System.getProperty("firn.home"), "testdata/systems/effects");

  private static final int WORKERS = 2;

  /** {@code effects}: the folder's expression, with the examples that are code. */
  private static final String CODE =
      """
      { nix, lib, effects }:
      lib.concatMapStrings (
        o:
        lib.optionalString (o.example._type or "" == "literalExpression") ''
          ${builtins.toJSON o.name} = { pkgs ? null, lib ? null, config ? null }: (${o.example.text}
          );
        ''
      ) (import effects { inherit nix lib; }).options
      """;

  private static final String VERDICTS =
      """
      { nix, lib, effects }:
      let
        swept = import effects { inherit nix lib; examples = { %s }; };
        own = lib.filter (i: lib.mod i %d == %d) (lib.range 0 (builtins.length swept.options - 1));
      in
      swept.unknown ++ lib.filter (v: v != "") (map (i: swept.verdict (builtins.elemAt swept.options i)) own)
      """;

  private static List<String> strings(Value list) {
    List<String> strings = new ArrayList<>();
    for (Value each : list.asList()) {
      strings.add(Bytes.toUnicode(each.asBytes()));
    }
    return strings;
  }

  private static Value call(Evaluator evaluator, String expression) {
    Path nix = Library.root();
    return evaluator
        .evalExpression(expression)
        .call(
            new AttrsBuilder(3)
                .put("nix", NixPath.of(PathBytes.of(nix)))
                .put("lib", evaluator.evalFile(nix.resolve("lib")))
                .put("effects", NixPath.of(PathBytes.of(EFFECTS)))
                .build());
  }

  private static List<String> verdicts(String examples, int worker) {
    Evaluator evaluator = new Evaluator(EvalSettings.ofProcess());
    return evaluator.run(
        () -> strings(call(evaluator, VERDICTS.formatted(examples, WORKERS, worker))));
  }

  @Test
  void everyOptionHasAnEffectOrAReasonForNone() throws InterruptedException, ExecutionException {
    Evaluator evaluator = new Evaluator(EvalSettings.ofProcess());
    String examples = evaluator.run(() -> Bytes.toUnicode(call(evaluator, CODE).asBytes()));
    List<Callable<List<String>>> parts = new ArrayList<>();
    for (int worker = 0; worker < WORKERS; worker++) {
      int own = worker;
      parts.add(() -> verdicts(examples, own));
    }
    List<String> wrong = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
      for (Future<List<String>> part : workers.invokeAll(parts)) {
        wrong.addAll(part.get());
      }
    }
    assertThat(wrong).isEmpty();
  }
}
