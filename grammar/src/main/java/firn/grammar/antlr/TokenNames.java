package firn.grammar.antlr;

import java.util.Map;
import org.antlr.v4.runtime.Token;

/** What Nix calls a token in its messages. */
final class TokenNames {
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(Token.EOF, "end of file"),
          Map.entry(NixLexer.ID, "identifier"),
          Map.entry(NixLexer.BINDER, "identifier"),
          Map.entry(NixLexer.INT, "integer"),
          Map.entry(NixLexer.FLOAT, "floating-point literal"),
          Map.entry(NixLexer.STRING_TEXT, "string"),
          Map.entry(NixLexer.INDENT_TEXT, "indented string"),
          Map.entry(NixLexer.INDENT_DOLLAR, "indented string"),
          Map.entry(NixLexer.INDENT_QUOTES, "indented string"),
          Map.entry(NixLexer.INDENT_ESCAPE, "indented string"),
          Map.entry(NixLexer.INDENT_QUOTE, "indented string"),
          Map.entry(NixLexer.INDENT_OPEN, "start of an indented string"),
          Map.entry(NixLexer.INDENT_CLOSE, "end of an indented string"),
          Map.entry(NixLexer.PATH, "path"),
          Map.entry(NixLexer.PATH_TEXT, "path"),
          Map.entry(NixLexer.HOME_PATH, "'~/…' path"),
          Map.entry(NixLexer.SEARCH_PATH, "'<…>' path"),
          Map.entry(NixLexer.URI, "URI"),
          Map.entry(NixLexer.QUOTE, "'\"'"),
          Map.entry(NixLexer.DOLLAR_CURLY, "'${'"),
          Map.entry(NixLexer.PATH_INTERPOLATION, "'${'"),
          Map.entry(NixLexer.LBRACE, "'{'"),
          Map.entry(NixLexer.PATTERN_OPEN, "'{'"),
          Map.entry(NixLexer.RBRACE, "'}'"),
          Map.entry(NixLexer.LAST_COMMA, "','"),
          Map.entry(NixLexer.OLD_LET, "'let'"),
          Map.entry(NixLexer.INVALID, "invalid token"));

  private TokenNames() {}

  static String of(int type) {
    String name = NAMES.get(type);
    return name != null ? name : NixLexer.VOCABULARY.getDisplayName(type);
  }
}
