package firn.modules.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a paragraph. */
sealed interface Span {
  /** Words. */
  record Words(String text) implements Span {}

  /**
   * Something a machine reads.
   *
   * @param role what it is, such as {@code option} or {@code file}; empty where that is not said
   */
  record Code(String role, String text) implements Span {}

  /** Words that matter. */
  record Strong(String text) implements Span {}

  /** Words that stand out a little. */
  record Emphasis(String text) implements Span {}

  /** Words that lead to an address. */
  record Link(String text, String address) implements Span {}

  /** The spans of a paragraph. */
  static List<Span> of(String text) {
    Matcher next =
        Pattern.compile(
                "(?:\\{([a-z]+)\\})?(`+)(.+?)\\2(?!`)|\\[([^\\]]*)\\]\\(([^)]*)\\)|<(https?://[^>]+)>"
                    + "|\\*\\*(.+?)\\*\\*|(?<![\\w*])[*_](?=\\S)(.+?)(?<=\\S)[*_](?![\\w*])",
                Pattern.DOTALL)
            .matcher(text);
    List<Span> result = new ArrayList<>();
    int end = 0;
    while (next.find()) {
      if (next.start() > end) {
        result.add(new Words(text.substring(end, next.start())));
      }
      result.add(read(next));
      end = next.end();
    }
    if (end < text.length()) {
      result.add(new Words(text.substring(end)));
    }
    return result;
  }

  private static Span read(Matcher found) {
    if (found.group(3) != null) {
      String role = found.group(1);
      return new Code(role == null ? "" : role, found.group(3).strip());
    }
    if (found.group(5) != null) {
      String words = found.group(4);
      return new Link(words.isEmpty() ? found.group(5) : words, found.group(5));
    }
    if (found.group(6) != null) {
      return new Link(found.group(6), found.group(6));
    }
    return found.group(7) != null ? new Strong(found.group(7)) : new Emphasis(found.group(8));
  }
}
