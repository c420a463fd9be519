package firn.grammar.antlr;

import firn.grammar.tree.Expr;
import firn.grammar.tree.InterpolatedString;
import firn.grammar.tree.StringLiteral;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.TokenStream;

/** Quoted and indented strings from their pieces. */
abstract class StringBuilding extends NodeStack {
  private final ArrayList<IndentedPiece> pieces = new ArrayList<>();

  StringBuilding(TokenStream input) {
    super(input);
  }

  // Quoted

  final void stringText() {
    int start = previousStart();
    int end = previousEnd();
    String value = Escapes.resolve(text(), start, end);
    checkNoNul(value);
    push(new StringLiteral(value, start, end));
  }

  final void string(int mark, int at) {
    int end = previousEnd();
    int count = countAbove(mark);
    if (count == 0) {
      result = new StringLiteral("", at, end);
      return;
    }
    // A text right after the quote is one token, or two where it ends in a dollar sign.
    if (node(mark).start() == at + 1 && node(mark + count - 1).end() == end - 1 && count <= 2) {
      String value = join(take(mark));
      result = new StringLiteral(value, at, end);
      return;
    }
    result = new InterpolatedString(joinTexts(take(mark)), at, end);
  }

  private static String join(List<Expr> texts) {
    StringBuilder joined = new StringBuilder();
    for (Expr text : texts) {
      joined.append(((StringLiteral) text).value());
    }
    return joined.toString();
  }

  /**
   * Joins the two tokens that a text before the closing quote consists of if it ends in a dollar
   * sign.
   */
  private static List<Expr> joinTexts(List<Expr> parts) {
    int last = parts.size() - 1;
    if (last >= 1
        && parts.get(last - 1) instanceof StringLiteral first
        && parts.get(last) instanceof StringLiteral dollar
        && first.end() == dollar.start()) {
      List<Expr> joined = new ArrayList<>(parts.subList(0, last - 1));
      joined.add(new StringLiteral(first.value() + dollar.value(), first.start(), dollar.end()));
      return List.copyOf(joined);
    }
    return parts;
  }

  // Indented

  final int markPieces() {
    return pieces.size();
  }

  final void indentedText() {
    String text = previousText();
    checkNoNul(text);
    pieces.add(new IndentedPiece.Text(text, true, previousStart(), previousEnd()));
  }

  final void indentedLiteral(String meaning) {
    pieces.add(new IndentedPiece.Text(meaning, false, previousStart(), previousEnd()));
  }

  final void indentedEscape() {
    int start = previousStart() + "''".length();
    String meaning = Escapes.resolve(text(), start, previousEnd());
    checkNoNul(meaning);
    indentedLiteral(meaning);
  }

  final void indentedInterpolation() {
    pieces.add(new IndentedPiece.Interpolation(result));
  }

  final void indentedString(int mark, int at) {
    List<IndentedPiece> above = pieces.subList(mark, pieces.size());
    result = Indentation.strip(above, at, previousEnd());
    above.clear();
  }

  private void checkNoNul(String text) {
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw new SyntaxFault(
          "input string '"
              + text.replace('\0', '\u2400')
              + "' cannot be represented as Nix string because it contains null bytes",
          previousStart(),
          previousEnd(),
          null);
    }
  }
}
