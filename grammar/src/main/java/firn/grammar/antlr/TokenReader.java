package firn.grammar.antlr;

import org.antlr.v4.runtime.Token;

/** Reads a source into its tokens, for those who care how it is written. */
public final class TokenReader {

  private TokenReader() {}

  /** Takes tokens in the order of the source. */
  @FunctionalInterface
  public interface Sink {

    /**
     * Takes one token. What lies between two of them is white space and comments.
     *
     * @param start offset of the first byte
     * @param end offset after the last byte
     */
    void token(Lexeme lexeme, int start, int end);
  }

  /**
   * Reads all tokens, the last of them {@link Lexeme#END}.
   *
   * @throws SyntaxFault where a path ends in a slash
   */
  public static void read(String text, Sink sink) {
    TokenBuffer tokens = Scanner.scan(text);
    for (int i = 0; i < tokens.size(); i++) {
      sink.token(lexeme(tokens.typeOf(i)), tokens.startOf(i), tokens.endOf(i));
    }
  }

  private static Lexeme lexeme(int type) {
    return switch (type) {
      case Token.EOF -> Lexeme.END;
      case NixLexer.ID, NixLexer.OR_KEYWORD -> Lexeme.NAME;
      case NixLexer.BINDER -> Lexeme.PARAMETER;
      case NixLexer.INT, NixLexer.FLOAT, NixLexer.URI, NixLexer.SEARCH_PATH -> Lexeme.LITERAL;
      case NixLexer.PATH, NixLexer.HOME_PATH -> Lexeme.PATH;
      case NixLexer.PATH_TEXT -> Lexeme.PATH_TEXT;
      case NixLexer.STRING_TEXT,
          NixLexer.INDENT_TEXT,
          NixLexer.INDENT_DOLLAR,
          NixLexer.INDENT_QUOTES,
          NixLexer.INDENT_QUOTE,
          NixLexer.INDENT_ESCAPE ->
          Lexeme.STRING_TEXT;
      case NixLexer.INDENT_OPEN -> Lexeme.INDENTED_OPEN;
      case NixLexer.QUOTE, NixLexer.INDENT_CLOSE -> Lexeme.QUOTE;
      case NixLexer.PATTERN_OPEN -> Lexeme.PATTERN_OPEN;
      case NixLexer.DOLLAR_CURLY, NixLexer.PATH_INTERPOLATION -> Lexeme.INTERPOLATION;
      case NixLexer.IF,
          NixLexer.THEN,
          NixLexer.ELSE,
          NixLexer.ASSERT,
          NixLexer.WITH,
          NixLexer.LET,
          NixLexer.OLD_LET,
          NixLexer.IN,
          NixLexer.REC,
          NixLexer.INHERIT ->
          Lexeme.KEYWORD;
      default -> Lexeme.SYMBOL;
    };
  }
}
