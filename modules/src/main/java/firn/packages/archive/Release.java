package firn.packages.archive;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A suite's {@code Release} file: who made it, when, and the hash of every index. */
record Release(
    ControlParagraph fields, Map<String, Checksum> checksums, String suite, String codename) {
  /** What the signed text says of a file below the suite. */
  record Checksum(String sha256, long size) {}

  static Release parse(String text) {
    List<ControlParagraph> paragraphs = ControlParagraph.parse(text);
    ControlParagraph fields =
        paragraphs.isEmpty() ? ControlParagraph.parse("x: x").getFirst() : paragraphs.getFirst();
    Map<String, Checksum> checksums = new HashMap<>();
    for (String line : fields.get("SHA256").split("\n", -1)) {
      String[] words = line.strip().split("\\s+");
      if (words.length == 3 && words[0].matches("[0-9a-f]{64}") && words[1].matches("\\d{1,15}")) {
        checksums.put(words[2], new Checksum(words[0], Long.parseLong(words[1])));
      }
    }
    return new Release(fields, Map.copyOf(checksums), fields.get("Suite"), fields.get("Codename"));
  }

  String origin() {
    return fields.get("Origin");
  }

  @Nullable Instant date() {
    return instant(fields.get("Date"));
  }

  @Nullable Instant validUntil() {
    return instant(fields.get("Valid-Until"));
  }

  boolean acquireByHash() {
    return fields.get("Acquire-By-Hash").equals("yes");
  }

  /** apt's default pin priority of such a suite (apt_preferences(5)). */
  int priority() {
    if (!fields.get("NotAutomatic").equals("yes")) {
      return 500;
    }
    return fields.get("ButAutomaticUpgrades").equals("yes") ? 100 : 1;
  }

  private static @Nullable Instant instant(String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return ZonedDateTime.parse(
              text.replace("UTC", "GMT").replaceFirst(", (\\d) ", ", 0$1 "),
              DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss z", Locale.ROOT))
          .toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
