package firn.modules;

import static org.assertj.core.api.Assertions.assertThat;

import firn.eval.Evaluator;
import firn.eval.builtin.EvalSettings;
import firn.eval.print.DeepForce;
import firn.eval.print.PlainPrinter;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Bytes;
import firn.eval.value.Functions;
import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import firn.grammar.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The library's own tests, written in the language: each file of {@code testdata/lib} is a function
 * of the library that gives cases with {@code expr} and {@code expected}.
 */
class LibTest {
  private static final Path CASES =
      Path.of(System.getProperty("firn.home", ".."), "testdata", "lib");

  private final Evaluator evaluator = new Evaluator(EvalSettings.ofProcess());

  @TestFactory
  List<DynamicContainer> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      List<DynamicContainer> topics =
          files
              .filter(file -> file.toString().endsWith(".nix"))
              .sorted()
              .map(file ->
                  DynamicContainer.dynamicContainer(
                      file.getFileName().toString(), evaluator.run(() -> tests(file))))
              .toList();
      assertThat(topics).isNotEmpty();
      return topics;
    }
  }

  private List<DynamicTest> tests(Path file) {
    Value lib = evaluator.evalFile(Library.root().resolve("lib"));
    NixAttrs argument = NixAttrs.of("lib", lib);
    NixAttrs cases = Functions.call(evaluator.evalFile(file), argument).force().asAttrs();
    return cases.names().stream()
        .map(name ->
            DynamicTest.dynamicTest(
                name.toString(), () -> evaluator.run(() -> check(cases.require(name.toString())))))
        .toList();
  }

  private Void check(Value test) {
    NixAttrs sides = test.force().asAttrs();
    Value expr = sides.require("expr");
    Value expected = sides.require("expected");
    NixAttrs scope = new AttrsBuilder(2).put("expr", expr).put("expected", expected).build();
    SourceText equality = SourceText.ofUnicode("equality", "expr == expected");
    if (!evaluator.parse(equality, scope).eval().force().asBool()) {
      assertThat(shown(expr)).isEqualTo(shown(expected));
      // Values that print alike may still differ: functions do.
      throw new AssertionError("not equal, but both print as " + shown(expr));
    }
    return null;
  }

  private static String shown(Value value) {
    DeepForce.force(value);
    return Bytes.toUnicode(PlainPrinter.print(value.force()));
  }
}
