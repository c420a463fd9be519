package firn.grammar.format;

import firn.grammar.antlr.Lexeme;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token with the comments around it.
 *
 * @param index its place in the source, counted in tokens
 * @param before the comments before it, but for one that trails the token before
 * @param language a comment on the same line that names the language of a string, as written
 * @param trailing a comment after it on its line, from the hash on
 * @param lineBefore whether it starts a line
 * @param blankBefore whether an empty line stands before it, after the comments
 */
record Token(
    int index,
    Lexeme lexeme,
    String text,
    List<Comment> before,
    @Nullable String language,
    @Nullable String trailing,
    boolean lineBefore,
    boolean blankBefore) {

  boolean is(String symbol) {
    return (lexeme == Lexeme.SYMBOL || lexeme == Lexeme.KEYWORD) && text.equals(symbol);
  }

  /** Whether an empty line stands before it or before its first comment. */
  boolean startsParagraph() {
    return before.isEmpty() ? blankBefore : before.getFirst().blankBefore();
  }
}
