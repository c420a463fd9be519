package firn.modules.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.networknt.schema.Schema;
import firn.eval.Evaluator;
import firn.eval.error.EvalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Schema and evaluation, asked about the same documents made at random, say the same: what is
 * accepted evaluates, what is refused does not. What a schema cannot say is how a submodule's own
 * definitions get along with those of a document. {@code -Dfirn.seed=N} asks about other documents.
 */
final class JsonSchemaAgreementTest {
  /** Its module defines it unless another option is false; a document may do so too. */
  private static final String BETWEEN_DEFINITIONS =
      "(?s)The option `machines[.].*[.]url' (has conflicting|was accessed but has no value).*";

  private static final int DOCUMENTS = 600;

  @TestFactory
  Stream<DynamicTest> agree() throws IOException {
    return SchemaCase.all().map(each -> dynamicTest(each.name(), () -> agree(each)));
  }

  private static void agree(SchemaCase each) {
    Schema schema = each.validator();
    DocumentGenerator documents =
        new DocumentGenerator(each.schema(), new Random(Long.getLong("firn.seed", 1)));
    Evaluator evaluator = SchemaCase.evaluator();
    List<String> wrong = new ArrayList<>();
    int accepted = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      String document = documents.next().toString();
      boolean valid = SchemaCase.accepts(schema, document);
      accepted += valid ? 1 : 0;
      String failure = failure(each, evaluator, document);
      boolean between = failure != null && failure.matches(BETWEEN_DEFINITIONS);
      if (!between && valid != (failure == null)) {
        wrong.add(
            (valid ? "accepted, but " + failure : "refused, but evaluates") + ": " + document);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(accepted).as("accepted documents").isBetween(DOCUMENTS / 10, DOCUMENTS * 9 / 10);
  }

  private static @Nullable String failure(SchemaCase each, Evaluator evaluator, String document) {
    try {
      each.read(evaluator, document);
      return null;
    } catch (EvalException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
