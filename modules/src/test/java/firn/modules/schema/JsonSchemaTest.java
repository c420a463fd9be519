package firn.modules.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import firn.eval.error.EvalException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The schemas of the modules in {@code testdata/schema} against their goldens and, through a
 * validator that is not ours, against documents: what a schema accepts evaluates, what it refuses
 * does not. {@code -Dfirn.goldens=rewrite} writes the goldens, and fails.
 */
final class JsonSchemaTest {
  @TestFactory
  Stream<DynamicTest> isAsWritten() throws IOException {
    return SchemaCase.all()
        .map(each ->
            dynamicTest(
                each.name(),
                () -> {
                  if ("rewrite".equals(System.getProperty("firn.goldens"))) {
                    Files.writeString(each.golden(), each.schema());
                    fail("rewritten: " + each.golden());
                  }
                  assertThat(each.schema()).isEqualTo(Files.readString(each.golden()));
                }));
  }

  @TestFactory
  Stream<DynamicTest> isASchema() throws IOException {
    Schema dialect =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(JsonSchema.DIALECT));
    return SchemaCase.all()
        .map(each ->
            dynamicTest(
                each.name(),
                () -> assertThat(dialect.validate(each.schema(), InputFormat.JSON)).isEmpty()));
  }

  @TestFactory
  Stream<DynamicContainer> whatItAcceptsEvaluates() throws IOException {
    return documents("accepted")
        .map(each ->
            dynamicContainer(
                each.schema().name(),
                each.documents().entrySet().stream()
                    .map(document ->
                        dynamicTest(
                            document.getKey(),
                            () -> {
                              assertThat(
                                      each.validator()
                                          .validate(document.getValue(), InputFormat.JSON))
                                  .isEmpty();
                              each.schema().read(SchemaCase.evaluator(), document.getValue());
                            }))));
  }

  @TestFactory
  Stream<DynamicContainer> whatItRefusesDoesNotEvaluate() throws IOException {
    return documents("refused")
        .map(each ->
            dynamicContainer(
                each.schema().name(),
                each.documents().entrySet().stream()
                    .map(document ->
                        dynamicTest(
                            document.getKey(),
                            () -> {
                              assertThat(SchemaCase.accepts(each.validator(), document.getValue()))
                                  .isFalse();
                              assertThatThrownBy(() ->
                                      each.schema()
                                          .read(SchemaCase.evaluator(), document.getValue()))
                                  .isInstanceOf(EvalException.class);
                            }))));
  }

  private record Documents(SchemaCase schema, Schema validator, Map<String, String> documents) {}

  private static Stream<Documents> documents(String kind) throws IOException {
    Stream.Builder<Documents> all = Stream.builder();
    for (SchemaCase each : SchemaCase.all().toList()) {
      Map<String, String> documents = each.documents(kind);
      assertThat(documents).isNotEmpty();
      all.add(new Documents(each, each.validator(), documents));
    }
    return all.build();
  }
}
