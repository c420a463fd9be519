package firn.cli.declare.build;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Range;

/** Values as Java source. */
final class Literals {
  private Literals() {}

  static String text(@Nullable String value) {
    if (value == null) {
      return "null";
    }
    StringBuilder source = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      switch (c) {
        case '"', '\\' -> source.append('\\').append(c);
        case '\n' -> source.append("\\n");
        default -> {
          if (c >= ' ' && c < 127) {
            source.append(c);
          } else {
            source.append(String.format("\\u%04x", (int) c));
          }
        }
      }
    }
    return source.append('"').toString();
  }

  static String texts(String... values) {
    return Arrays.stream(values).map(Literals::text).collect(joining(", ", "new String[] {", "}"));
  }

  static String classes(Class<?>... types) {
    return Arrays.stream(types)
        .map(type -> type.getCanonicalName() + ".class")
        .collect(joining(", ", "new Class<?>[] {", "}"));
  }

  static String range(Range range) {
    return "new picocli.CommandLine.Range("
        + range.min()
        + ", "
        + range.max()
        + ", "
        + range.isVariable()
        + ", "
        + range.isUnspecified()
        + ", null)";
  }
}
