package firn.grammar.antlr;

import firn.grammar.tree.Literals;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Likely causes of syntax errors. */
final class Hints {

  private Hints() {}

  /**
   * A remedy for the current token, or null.
   *
   * @param fitting the types of the tokens that would have fitted
   */
  static @Nullable String of(TokenBuffer tokens, Set<Integer> fitting) {
    if (fitting.contains(NixLexer.ID) && isKeyword(tokens) && !fitting.contains(NixLexer.INT)) {
      return "a keyword as an attribute name is written in quotes";
    }
    String cause = ofToken(tokens, fitting);
    if (cause != null) {
      return cause;
    }
    if (fitting.contains(NixLexer.SEMICOLON)) {
      return "a ';' may be missing after " + before(tokens);
    }
    if (fitting.contains(NixLexer.ELSE)) {
      return "every if needs an else";
    }
    if (fitting.contains(NixLexer.IN)) {
      return "the bindings of a let end with in";
    }
    return null;
  }

  private static @Nullable String ofToken(TokenBuffer tokens, Set<Integer> fitting) {
    return switch (tokens.type()) {
      case Token.EOF -> atEnd(tokens);
      case NixLexer.INVALID -> invalid(tokens.text().charAt(tokens.start()));
      case NixLexer.ASSIGN ->
          fitting.contains(NixLexer.SEMICOLON)
              ? "a ';' may be missing before this line; to compare, use '=='"
              : "to compare, use '=='; to define, use { name = value; }";
      case NixLexer.COLON ->
          fitting.contains(NixLexer.ASSIGN)
              ? "an attribute is defined with '='"
              : "put a function that is an argument or operand in parentheses";
      case NixLexer.COMMA, NixLexer.LAST_COMMA ->
          fitting.contains(NixLexer.ASSIGN)
              ? "put a function that is an argument or operand in parentheses"
              : "elements of a list are separated by spaces, attributes end with ';'";
      case NixLexer.TIMES ->
          tokens.previousType() == NixLexer.SLASH && tokens.previousEnd() == tokens.start()
              ? "a comment that starts with /* needs */ at its end"
              : null;
      case NixLexer.IF, NixLexer.LET, NixLexer.WITH, NixLexer.ASSERT ->
          "put this in parentheses to use it as an operand, argument or list element";
      case NixLexer.SEMICOLON ->
          fitting.contains(NixLexer.RPAREN) || fitting.contains(NixLexer.RBRACKET)
              ? "the bracket before this is not closed"
              : null;
      default -> null;
    };
  }

  private static boolean isKeyword(TokenBuffer tokens) {
    return tokens.type() != Token.EOF
        && tokens.type() != NixLexer.ID
        && Character.isLetter(tokens.text().charAt(tokens.start()))
        && Literals.name(tokens.text().substring(tokens.start(), tokens.end())).startsWith("\"");
  }

  private static @Nullable String invalid(char c) {
    return switch (c) {
      case '\'' -> "strings are written in double quotes";
      case '&' -> "the logical and is '&&'";
      case '|' -> "the logical or is '||'";
      case '%' -> "there is no operator for the remainder of a division";
      case '~' -> "a path in the home directory starts with '~/'";
      case '$' -> "interpolation is written ${…}, inside a string, a path or an attribute name";
      default -> c > 127 ? "only strings and comments may have characters beyond ASCII" : null;
    };
  }

  /** Names the innermost opening token that is still open at the end of the source. */
  private static @Nullable String atEnd(TokenBuffer tokens) {
    int open = tokens.innermostOpen(tokens.index());
    if (open < 0) {
      return null;
    }
    String text = tokens.text();
    int offset = tokens.startOf(open);
    long line = 1 + text.substring(0, offset).chars().filter(c -> c == '\n').count();
    int end = Math.min(tokens.endOf(open), offset + 2);
    return "'" + text.substring(offset, end) + "' on line " + line + " is never closed";
  }

  private static String before(TokenBuffer tokens) {
    String text = tokens.text();
    int start = tokens.previousStart();
    int end = tokens.previousEnd();
    String token = end - start <= 30 ? text.substring(start, end) : "the value before";
    return end - start <= 30 ? "'" + token + "'" : token;
  }
}
