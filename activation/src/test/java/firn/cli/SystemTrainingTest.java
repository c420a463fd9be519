package firn.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample archive holds what the modules ask for, so that training does not end half-way. */
final class SystemTrainingTest {
  @TempDir Path folder;

  @Test
  void everyCommandSucceeds() {
    String cache = System.getProperty("firn.cache");
    try {
      assertThatCode(() -> SystemTraining.run(folder)).doesNotThrowAnyException();
    } finally {
      if (cache == null) {
        System.clearProperty("firn.cache");
      } else {
        System.setProperty("firn.cache", cache);
      }
    }
  }
}
