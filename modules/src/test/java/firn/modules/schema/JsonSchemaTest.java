package firn.modules.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import firn.eval.Evaluator;
import firn.eval.builtin.EvalSettings;
import firn.eval.error.EvalException;
import firn.eval.print.DeepForce;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.modules.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The schema of {@code testdata/schema/everything.nix} against its golden and, through a validator
 * that is not ours, against documents: what it accepts evaluates, what it refuses does not. {@code
 * -Dfirn.goldens=rewrite} writes the golden, and fails.
 */
final class JsonSchemaTest {
  private static final Path CASES = Path.of(System.getProperty("firn.home"), "testdata", "schema");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** The options, and with a document the values too. */
  private static final String EVALUATE =
      """
      { lib, file, document }:
      lib.evalModules {
        modules = [ file ] ++ (if document == "" then [ ] else [ { config = builtins.fromJSON document; } ]);
      }
      """;

  /** Reads what a document defines; what it does not define need not have a value. */
  private static final String DEFINED =
      """
      options: document:
      let
        read =
          options: document:
          builtins.mapAttrs (
            name: value:
            if options.${name}._type or "" == "option" then options.${name}.value else read options.${name} value
          ) document;
      in
      read options (builtins.fromJSON document)
      """;

  private static NixAttrs evaluate(Evaluator evaluator, String document) {
    NixAttrs arguments =
        new AttrsBuilder(3)
            .put("lib", evaluator.evalFile(Library.root().resolve("lib")))
            .put("file", NixPath.of(CASES.resolve("everything.nix").toString()))
            .put("document", NixString.of(Bytes.ofUnicode(document)))
            .build();
    return evaluator.evalExpression(EVALUATE).call(arguments).asAttrs();
  }

  private static String schema() {
    Evaluator evaluator = new Evaluator(EvalSettings.ofProcess());
    Map<String, Object> schema =
        evaluator.run(() ->
            JsonSchema.of(evaluate(evaluator, "").require("options").asAttrs(), "Everything"));
    return JSON.writeValueAsString(schema) + "\n";
  }

  private static void read(String document) {
    Evaluator evaluator = new Evaluator(EvalSettings.ofProcess());
    evaluator.run(() -> {
      NixAttrs options = evaluate(evaluator, document).require("options").asAttrs();
      NixString text = NixString.of(Bytes.ofUnicode(document));
      DeepForce.force(evaluator.evalExpression(DEFINED).call(options, text));
      return null;
    });
  }

  @Test
  void isAsWritten() throws IOException {
    Path golden = CASES.resolve("everything.json");
    if ("rewrite".equals(System.getProperty("firn.goldens"))) {
      Files.writeString(golden, schema());
      fail("rewritten: " + golden);
    }
    assertThat(schema()).isEqualTo(Files.readString(golden));
  }

  @Test
  void isASchema() {
    Schema dialect =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(JsonSchema.DIALECT));
    assertThat(dialect.validate(schema(), InputFormat.JSON)).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> whatItAcceptsEvaluates() throws IOException {
    Schema schema = validator();
    return documents("accepted")
        .map(document ->
            dynamicTest(
                document.getKey(),
                () -> {
                  String text = document.getValue().toString();
                  List<Error> errors = schema.validate(text, InputFormat.JSON);
                  assertThat(errors).isEmpty();
                  read(text);
                }));
  }

  @TestFactory
  Stream<DynamicTest> whatItRefusesDoesNotEvaluate() throws IOException {
    Schema schema = validator();
    return documents("refused")
        .map(document ->
            dynamicTest(
                document.getKey(),
                () -> {
                  String text = document.getValue().toString();
                  assertThat(schema.validate(text, InputFormat.JSON)).isNotEmpty();
                  assertThatThrownBy(() -> read(text)).isInstanceOf(EvalException.class);
                }));
  }

  private static Schema validator() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema());
  }

  private static Stream<Map.Entry<String, JsonNode>> documents(String kind) throws IOException {
    JsonNode all = JSON.readTree(Files.readString(CASES.resolve("everything.documents.json")));
    assertThat(all.get(kind)).isNotEmpty();
    return all.get(kind).properties().stream();
  }
}
