package firn.grammar.format;

import java.util.ArrayList;
import java.util.List;

/** The text of comments over several lines. */
final class BlockComments {

  private BlockComments() {}

  /**
   * The lines of a comment without the indentation they share and without empty ones at either end.
   * Stars in front of all lines but the first are left out.
   */
  static List<String> lines(String inner) {
    List<String> lines = new ArrayList<>(inner.lines().map(String::stripTrailing).toList());
    String first = lines.isEmpty() ? "" : lines.removeFirst().strip();
    if (!first.isEmpty() && !lines.isEmpty() && lines.stream().allMatch(BlockComments::isStarred)) {
      lines.replaceAll(line -> line.isBlank() ? "" : line.strip().substring(1));
    }
    int shared = indentation(lines);
    lines.replaceAll(line -> line.isBlank() ? "" : line.substring(shared));
    if (!first.isEmpty()) {
      lines.addFirst(first);
    }
    while (!lines.isEmpty() && lines.getFirst().isEmpty()) {
      lines.removeFirst();
    }
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  private static boolean isStarred(String line) {
    String text = line.strip();
    return text.isEmpty() || text.equals("*") || text.startsWith("* ");
  }

  /** Columns of white space that all lines with anything in them start with. */
  private static int indentation(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.isBlank())
        .mapToInt(line -> line.length() - line.stripLeading().length())
        .min()
        .orElse(0);
  }
}
