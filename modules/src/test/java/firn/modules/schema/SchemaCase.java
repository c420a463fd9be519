package firn.modules.schema;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import firn.eval.Evaluator;
import firn.eval.builtin.EvalSettings;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A module of {@code testdata/schema}, {@code NAME.nix}: its schema is {@code NAME.json}, documents
 * it takes and refuses are in {@code NAME.documents.json}.
 */
record SchemaCase(Path file) {
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

  /**
   * Reads what a document defines; what it does not define need not have a value. Nothing is read
   * before all names are known to be options, or attributes that a freeform type took.
   */
  private static final String DEFINED =
      """
      system: document:
      let
        isOption = value: value._type or "" == "option";
        read =
          options: config: document:
          builtins.mapAttrs (
            name: value:
            if !(options ? ${name}) then
              config.${name}
            else if isOption options.${name} then
              options.${name}.value
            else
              read options.${name} config.${name} value
          ) document;
      in
      builtins.seq system.config (read system.options system.config (builtins.fromJSON document))
      """;

  static Stream<SchemaCase> all() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.filter(file -> file.toString().endsWith(".nix")).sorted().toList().stream()
          .map(SchemaCase::new);
    }
  }

  String name() {
    return file.getFileName().toString().replace(".nix", "");
  }

  Path golden() {
    return file.resolveSibling(name() + ".json");
  }

  String schema() {
    Evaluator evaluator = evaluator();
    Map<String, Object> schema =
        evaluator.run(() ->
            JsonSchema.of(evaluate(evaluator, "").require("options").asAttrs(), "Everything"));
    return JSON.writeValueAsString(schema) + "\n";
  }

  Schema validator() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema());
  }

  static boolean accepts(Schema schema, String document) {
    return schema.validate(document, InputFormat.JSON).isEmpty();
  }

  static Evaluator evaluator() {
    return new Evaluator(EvalSettings.ofProcess());
  }

  /** Evaluates the module with a document, and all the document defines. */
  void read(Evaluator evaluator, String document) {
    evaluator.run(() -> {
      NixString text = NixString.of(Bytes.ofUnicode(document));
      DeepForce.force(evaluator.evalExpression(DEFINED).call(evaluate(evaluator, document), text));
      return null;
    });
  }

  private NixAttrs evaluate(Evaluator evaluator, String document) {
    NixAttrs arguments =
        new AttrsBuilder(3)
            .put("lib", evaluator.evalFile(Library.root().resolve("lib")))
            .put("file", NixPath.of(file.toString()))
            .put("document", NixString.of(Bytes.ofUnicode(document)))
            .build();
    return evaluator.evalExpression(EVALUATE).call(arguments).asAttrs();
  }

  /** The documents by name: those {@code accepted}, or those {@code refused}. */
  Map<String, String> documents(String kind) throws IOException {
    JsonNode all = JSON.readTree(Files.readString(file.resolveSibling(name() + ".documents.json")));
    Map<String, String> documents = new LinkedHashMap<>();
    all.get(kind)
        .properties()
        .forEach(each -> documents.put(each.getKey(), each.getValue().toString()));
    return documents;
  }
}
