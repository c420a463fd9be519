package firn.cli;

import firn.eval.Evaluator;
import firn.eval.Statistics;
import firn.eval.value.CallProfile;
import firn.eval.value.Counters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What {@code --stats} and {@code --profile} ask for. To be made before anything is evaluated. */
final class Measurement {
  private final boolean stats;
  private final @Nullable Path file;
  private final @Nullable CallProfile profile;

  Measurement(boolean stats, @Nullable Path file) {
    this.stats = stats;
    this.file = file;
    // Read when the classes that count are first used, which is later.
    if (stats) {
      System.setProperty(Counters.PROPERTY, "true");
    }
    if (file != null) {
      System.setProperty(CallProfile.PROPERTY, "true");
    }
    this.profile = file == null ? null : CallProfile.start();
  }

  /** Shows and writes what was measured, also where evaluation failed. */
  void end(@Nullable Evaluator evaluator, Terminal terminal) {
    Statistics counted = stats && evaluator != null ? evaluator.statistics() : null;
    if (counted != null) {
      terminal.err().print(counted.table());
    }
    if (profile == null || file == null) {
      return;
    }
    try {
      Files.write(file, profile.end().getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      terminal.warn("the profile could not be written to " + file + ": " + e.getMessage());
    }
  }
}
