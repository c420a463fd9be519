package firn.grammar.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Strings, and paths with interpolations. Their text is kept byte for byte, but for the indentation
 * that the lines of an indented string share: that follows the code around it.
 */
final class TextLayout {
  private final Layout layout;

  TextLayout(Layout layout) {
    this.layout = layout;
  }

  void print(Node.Text it, int indent) {
    if (it.kind() != Node.Text.Kind.PATH) {
      if (it.first().language() != null) {
        layout.page.write(it.first().language() + " ");
      }
      if (it.kind() == Node.Text.Kind.INDENTED && isReindented(it)) {
        indented(it, indent);
        return;
      }
      layout.page.token(it.first());
    }
    for (Node part : it.parts()) {
      if (part instanceof Node.Atom text) {
        verbatim(text.token().text());
      } else {
        interpolation((Node.Interpolation) part, indent);
      }
    }
    if (it.kind() != Node.Text.Kind.PATH) {
      layout.page.token(it.last());
    } else {
      layout.page.trail(it.last());
    }
  }

  private void verbatim(String text) {
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      layout.page.write(text.substring(from, end));
      layout.page.verbatimLine();
      from = end + 1;
    }
    layout.page.write(text.substring(from));
  }

  void interpolation(Node.Interpolation it, int indent) {
    String line = layout.flat.of(it);
    if (line != null && (layout.page.fits(line.length()) || isSimple(it.value()))) {
      layout.page.write(line);
      return;
    }
    boolean first = layout.page.isAtLineStart();
    layout.page.token(it.first());
    Node value = it.value();
    boolean hugs = first && !(value instanceof Node.Parentheses) && layout.absorbs(value, 1);
    if (hugs) {
      layout.absorb(value, indent, 1);
      layout.page.punctuation(it.last());
    } else {
      layout.below(value, indent + Page.STEP, 0);
      layout.page.lineFor(it.last(), indent);
      layout.page.write(it.last().text());
    }
  }

  /** Names, selections and short calls of them: no line break makes these easier to read. */
  private static boolean isSimple(Node value) {
    return switch (value) {
      case Node.Atom ignored -> true;
      case Node.Select it -> isSimple(it.subject()) && it.orElse() == null;
      case Node.Parentheses it -> isSimple(it.value());
      case Node.Application it ->
          it.arguments().size() <= 2
              && isSimple(it.function())
              && it.arguments().stream().allMatch(TextLayout::isSimple);
      default -> false;
    };
  }

  /** Whether a string takes several lines: of text, or for what is interpolated. */
  boolean breaks(Node.Text it) {
    return layout.flat.of(it) == null
        || it.parts().stream()
            .anyMatch(part -> part instanceof Node.Interpolation i && !isSimple(i.value()));
  }

  /** Columns of the first line of a string that {@link #breaks}. */
  int head(Node.Text it) {
    int columns = it.first().language() == null ? 0 : it.first().language().length() + 1;
    if (it.kind() == Node.Text.Kind.INDENTED && layout.flat.of(it) == null) {
      return columns + 2;
    }
    columns += it.first().text().length();
    for (Node part : it.parts()) {
      String line = layout.flat.of(part);
      if (line == null) {
        return columns + (part instanceof Node.Interpolation ? 2 : 0);
      }
      if (part instanceof Node.Interpolation i
          && !isSimple(i.value())
          && !layout.page.fits(columns + line.length())) {
        return columns + 2;
      }
      int end = line.indexOf('\n');
      if (end >= 0) {
        return columns + end;
      }
      columns += line.length();
    }
    return columns;
  }

  // Indented strings

  /** Whether the lines of a string may move: not where they end in the manner of other systems. */
  private static boolean isReindented(Node.Text it) {
    boolean lines = it.first().text().indexOf('\n') >= 0;
    for (Node part : it.parts()) {
      if (part instanceof Node.Atom text) {
        if (text.token().text().indexOf('\r') >= 0) {
          return false;
        }
        lines |= text.token().text().indexOf('\n') >= 0;
      }
    }
    return lines;
  }

  private void indented(Node.Text it, int indent) {
    List<List<Node>> lines = lines(it);
    int shared = shared(lines);
    int inner = indent + Page.STEP;
    layout.page.comments(it.first(), indent);
    layout.page.write("''");
    int last = lines.size() - 1;
    for (int i = 0; i <= last; i++) {
      List<Node> line = lines.get(i);
      if (i == last && isBlank(line)) {
        layout.page.stringLine(indent);
        break;
      }
      line(line, shared, inner);
    }
    layout.page.write(it.last().text());
    layout.page.trail(it.last());
  }

  /** One line: its indentation without what all share, and all that is on it. */
  private void line(List<Node> line, int shared, int inner) {
    String start = leading(line);
    String rest = start.substring(Math.min(shared, start.length()));
    if (isBlank(line)) {
      layout.page.stringLine(rest.isEmpty() ? 0 : inner + rest.length());
      return;
    }
    layout.page.stringLine(inner + rest.length());
    boolean first = true;
    for (Node part : line) {
      if (part instanceof Node.Atom text) {
        String words = text.token().text();
        layout.page.write(first ? words.substring(start.length()) : words);
      } else {
        interpolation((Node.Interpolation) part, inner + rest.length());
      }
      first = false;
    }
  }

  /** The string cut where its lines end; text is cut into one atom for each line. */
  private static List<List<Node>> lines(Node.Text it) {
    List<List<Node>> lines = new ArrayList<>();
    List<Node> line = new ArrayList<>();
    for (Node part : it.parts()) {
      if (!(part instanceof Node.Atom atom)) {
        line.add(part);
        continue;
      }
      String text = atom.token().text();
      int from = 0;
      for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        line.add(piece(atom.token(), text.substring(from, end)));
        lines.add(line);
        line = new ArrayList<>();
        from = end + 1;
      }
      line.add(piece(atom.token(), text.substring(from)));
    }
    lines.add(line);
    return lines;
  }

  private static Node piece(Token token, String text) {
    return new Node.Atom(
        new Token(token.index(), token.lexeme(), text, List.of(), null, null, false, false));
  }

  /** Spaces that all lines with anything in them start with, as the language counts them. */
  private static int shared(List<List<Node>> lines) {
    return lines.stream()
        .filter(line -> !isBlank(line))
        .mapToInt(line -> leading(line).length())
        .min()
        .orElse(Integer.MAX_VALUE); // only white space: all of it goes
  }

  /** The spaces that a line starts with. */
  private static String leading(List<Node> line) {
    if (line.isEmpty() || !(line.getFirst() instanceof Node.Atom atom)) {
      return "";
    }
    String text = atom.token().text();
    int end = 0;
    while (end < text.length() && text.charAt(end) == ' ') {
      end++;
    }
    return text.substring(0, end);
  }

  private static boolean isBlank(List<Node> line) {
    return line.stream()
        .allMatch(
            part -> part instanceof Node.Atom it && it.token().text().replace(" ", "").isEmpty());
  }
}
