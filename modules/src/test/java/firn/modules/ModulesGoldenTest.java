package firn.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import firn.eval.Evaluator;
import firn.eval.builtin.EvalSettings;
import firn.eval.error.EvalException;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Evaluates each {@code testdata/modules/TOPIC/CASE.nix}, a function of the library, and compares
 * the value, as JSON, with {@code CASE.json}; of {@code CASE.err.nix}, which fails, the message and
 * its context with {@code CASE.err}. {@code -Dfirn.goldens=rewrite} writes these files, and fails.
 */
final class ModulesGoldenTest {
  private static final Path HOME = Path.of(System.getProperty("firn.home"));
  private static final Path CASES = HOME.resolve("testdata/modules");

  /** The frames of a trace that the engine adds. */
  private static final Pattern CONTEXT =
      Pattern.compile("infinite recursion|(option|module argument|definitions?) (`|of|from)");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    try (Stream<Path> files = Files.walk(CASES, 2)) {
      return files.filter(f -> f.toString().endsWith(".nix")).sorted().toList().stream()
          .map(f -> dynamicTest(CASES.relativize(f).toString(), f.toUri(), () -> check(f)));
    }
  }

  private static void check(Path input) throws IOException {
    String name = input.getFileName().toString();
    boolean fails = name.endsWith(".err.nix");
    String base = name.substring(0, name.length() - (fails ? ".err.nix" : ".nix").length());
    Path golden = input.resolveSibling(base + (fails ? ".err" : ".json"));
    String actual = (fails ? error(input) : value(input)).replace(HOME.toString(), "$FIRN");
    if ("rewrite".equals(System.getProperty("firn.goldens"))) {
      Files.writeString(golden, actual);
      fail("rewritten: " + golden);
    }
    assertThat(golden).exists();
    assertThat(actual).isEqualTo(Files.readString(golden));
  }

  private static String value(Path input) {
    String json = evaluate(input);
    return JSON.writeValueAsString(JSON.readTree(json)) + "\n";
  }

  private static String error(Path input) {
    try {
      evaluate(input);
    } catch (EvalException e) {
      StringBuilder text = new StringBuilder(Bytes.toUnicode(e.sentence()));
      e.frames().stream()
          .map(f -> Bytes.toUnicode(f.message()))
          .filter(m -> CONTEXT.matcher(m).find())
          .forEach(m -> text.append("\n… ").append(m));
      return text.append('\n').toString();
    }
    throw new AssertionError("no error");
  }

  private static String evaluate(Path input) {
    Evaluator evaluator = new Evaluator(EvalSettings.ofProcess());
    return evaluator.run(() -> {
      Value lib = evaluator.evalFile(Library.root().resolve("lib"));
      Value result = evaluator.evalFile(input).call(NixAttrs.of("lib", lib));
      Value json = evaluator.builtins().require("toJSON").call(result);
      return Bytes.toUnicode(json.asBytes());
    });
  }
}
