package firn.grammar.antlr;

import firn.grammar.tree.Expr;
import firn.grammar.tree.InterpolatedString;
import firn.grammar.tree.StringLiteral;
import java.util.ArrayList;
import java.util.List;

/**
 * Strips indented strings.
 *
 * <p>The indentation of a string is the least number of spaces that a line starts with, lines of
 * spaces alone not counted; it is taken off every line. A last line of spaces alone goes
 * altogether. An interpolation or an escape ends the indentation of its line. Only spaces count,
 * tabs do not.
 */
final class Indentation {
  private final List<IndentedPiece> pieces;

  private Indentation(List<IndentedPiece> pieces) {
    this.pieces = pieces;
  }

  /** The string between two offsets that consists of the given pieces. */
  static Expr strip(List<IndentedPiece> pieces, int start, int end) {
    return new Indentation(pieces).strip(start, end);
  }

  private Expr strip(int start, int end) {
    int indentation = smallest();
    List<Expr> parts = new ArrayList<>(pieces.size());
    boolean atLineStart = true;
    int dropped = 0;
    for (int i = 0; i < pieces.size(); i++) {
      if (pieces.get(i) instanceof IndentedPiece.Interpolation interpolation) {
        atLineStart = false;
        dropped = 0;
        parts.add(interpolation.value());
      } else if (pieces.get(i) instanceof IndentedPiece.Text text) {
        StringBuilder kept = new StringBuilder(text.text().length());
        for (int at = 0; at < text.text().length(); at++) {
          char c = text.text().charAt(at);
          if (c == '\n') {
            atLineStart = true;
            dropped = 0;
            kept.append(c);
          } else if (atLineStart && c == ' ') {
            if (dropped++ >= indentation) {
              kept.append(c);
            }
          } else {
            atLineStart = false;
            dropped = 0;
            kept.append(c);
          }
        }
        if (i == pieces.size() - 1) {
          dropBlankLastLine(kept);
        }
        if (!kept.isEmpty()) {
          parts.add(new StringLiteral(kept.toString(), text.start(), text.end()));
        }
      }
    }
    return assemble(parts, start, end);
  }

  private static Expr assemble(List<Expr> parts, int start, int end) {
    if (parts.isEmpty()) {
      return new StringLiteral("", start, end);
    }
    if (parts.size() == 1 && parts.getFirst() instanceof StringLiteral only) {
      return new StringLiteral(only.value(), start, end);
    }
    return new InterpolatedString(List.copyOf(parts), start, end);
  }

  private int smallest() {
    int smallest = Integer.MAX_VALUE;
    boolean atLineStart = true;
    int current = 0;
    for (IndentedPiece piece : pieces) {
      if (!(piece instanceof IndentedPiece.Text text) || !text.indented()) {
        if (atLineStart) {
          atLineStart = false;
          smallest = Math.min(smallest, current);
        }
        continue;
      }
      for (int at = 0; at < text.text().length(); at++) {
        char c = text.text().charAt(at);
        if (c == '\n') {
          atLineStart = true;
          current = 0;
        } else if (atLineStart && c == ' ') {
          current++;
        } else if (atLineStart) {
          atLineStart = false;
          smallest = Math.min(smallest, current);
        }
      }
    }
    return smallest;
  }

  private static void dropBlankLastLine(StringBuilder text) {
    int at = text.length();
    while (at > 0 && text.charAt(at - 1) == ' ') {
      at--;
    }
    if (at > 0 && text.charAt(at - 1) == '\n') {
      text.setLength(at);
    }
  }
}
