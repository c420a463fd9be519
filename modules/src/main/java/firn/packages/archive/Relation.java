package firn.packages.archive;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One alternative of a dependency field: a name and perhaps a version it must stand in relation to
 * (Debian Policy 7.1).
 *
 * @param operator one of {@code << <= = >= >>}, or null
 */
public record Relation(String name, @Nullable String operator, @Nullable String version) {

  /** Parses {@code a (>= 1) | b, c} into its conjunction of alternatives. */
  public static List<List<Relation>> parse(String field) {
    List<List<Relation>> all = new ArrayList<>();
    for (String clause : split(field, ',')) {
      List<Relation> alternatives = new ArrayList<>();
      for (String alternative : split(clause, '|')) {
        alternatives.add(parseOne(alternative));
      }
      if (!alternatives.isEmpty()) {
        all.add(List.copyOf(alternatives));
      }
    }
    return List.copyOf(all);
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf(separator, start);
      if (end < 0) {
        end = text.length();
      }
      String part = text.substring(start, end).strip();
      if (!part.isEmpty()) {
        parts.add(part);
      }
      start = end + 1;
    }
    return parts;
  }

  private static Relation parseOne(String text) {
    int open = text.indexOf('(');
    String name = (open < 0 ? text : text.substring(0, open)).strip();
    int bracket = name.indexOf('[');
    if (bracket >= 0) {
      name = name.substring(0, bracket).strip();
    }
    int qualifier = name.indexOf(':');
    if (qualifier >= 0) {
      name = name.substring(0, qualifier);
    }
    int close = text.indexOf(')', open + 1);
    if (open < 0 || close < 0) {
      return new Relation(name, null, null);
    }
    String constraint = text.substring(open + 1, close).strip();
    int at = 0;
    while (at < constraint.length() && "<>=".indexOf(constraint.charAt(at)) >= 0) {
      at++;
    }
    String operator = constraint.substring(0, at);
    String version = constraint.substring(at).strip();
    return new Relation(
        name,
        switch (operator) {
          case "<" -> "<=";
          case ">" -> ">=";
          case "" -> "=";
          default -> operator;
        },
        version);
  }

  /** Whether a package of this name with version {@code candidate} satisfies the relation. */
  public boolean accepts(String candidate) {
    if (operator == null || version == null) {
      return true;
    }
    int order = DebianVersion.compare(candidate, version);
    return switch (operator) {
      case "<<" -> order < 0;
      case "<=" -> order <= 0;
      case ">=" -> order >= 0;
      case ">>" -> order > 0;
      default -> order == 0;
    };
  }
}
