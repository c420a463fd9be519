package firn.grammar.antlr;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;

/** What Nix calls the tokens in its messages, in the order in which it lists them. */
final class TokenNames {
  private static final Map<Integer, String> NAMES = new LinkedHashMap<>();

  static {
    name("end of file", Token.EOF);
    name("identifier", NixLexer.ID, NixLexer.BINDER);
    name("string", NixLexer.STRING_TEXT);
    name(
        "indented string",
        NixLexer.INDENT_TEXT,
        NixLexer.INDENT_DOLLAR,
        NixLexer.INDENT_QUOTES,
        NixLexer.INDENT_ESCAPE,
        NixLexer.INDENT_QUOTE);
    name("integer", NixLexer.INT);
    name("floating-point literal", NixLexer.FLOAT);
    name("path", NixLexer.PATH);
    name("'~/…' path", NixLexer.HOME_PATH);
    name("'<…>' path", NixLexer.SEARCH_PATH);
    name("URI", NixLexer.URI);
    name("'if'", NixLexer.IF);
    name("'then'", NixLexer.THEN);
    name("'else'", NixLexer.ELSE);
    name("'assert'", NixLexer.ASSERT);
    name("'with'", NixLexer.WITH);
    name("'let'", NixLexer.LET, NixLexer.OLD_LET);
    name("'in'", NixLexer.IN);
    name("'rec'", NixLexer.REC);
    name("'inherit'", NixLexer.INHERIT);
    name("'=='", NixLexer.EQUAL);
    name("'!='", NixLexer.NOT_EQUAL);
    name("'<='", NixLexer.LESS_OR_EQUAL);
    name("'>='", NixLexer.GREATER_OR_EQUAL);
    name("'//'", NixLexer.UPDATE);
    name("'++'", NixLexer.CONCAT);
    name("'&&'", NixLexer.AND);
    name("'||'", NixLexer.OR);
    name("'->'", NixLexer.IMPLIES);
    name("'or'", NixLexer.OR_KEYWORD);
    name("'<|'", NixLexer.PIPE_FROM);
    name("'|>'", NixLexer.PIPE_INTO);
    name("'${'", NixLexer.DOLLAR_CURLY, NixLexer.PATH_INTERPOLATION);
    name("start of an indented string", NixLexer.INDENT_OPEN);
    name("end of an indented string", NixLexer.INDENT_CLOSE);
    name("'...'", NixLexer.ELLIPSIS);
    name("'<'", NixLexer.LESS);
    name("'>'", NixLexer.GREATER);
    name("'+'", NixLexer.PLUS);
    name("'-'", NixLexer.MINUS);
    name("'*'", NixLexer.TIMES);
    name("'/'", NixLexer.SLASH);
    name("'?'", NixLexer.QUESTION);
    name("':'", NixLexer.COLON);
    name("'@'", NixLexer.AT);
    name("';'", NixLexer.SEMICOLON);
    name("'!'", NixLexer.NOT);
    name("'.'", NixLexer.DOT);
    name("'\"'", NixLexer.QUOTE);
    name("'('", NixLexer.LPAREN);
    name("')'", NixLexer.RPAREN);
    name("'{'", NixLexer.LBRACE, NixLexer.PATTERN_OPEN);
    name("'}'", NixLexer.RBRACE);
    name("'['", NixLexer.LBRACKET);
    name("']'", NixLexer.RBRACKET);
    name("'='", NixLexer.ASSIGN);
    name("','", NixLexer.COMMA, NixLexer.LAST_COMMA);
  }

  private TokenNames() {}

  private static void name(String name, int... types) {
    for (int type : types) {
      NAMES.put(type, name);
    }
  }

  /** The name of a token; one of its own kind only where no rule matches a byte. */
  static String of(int type) {
    return NAMES.getOrDefault(type, "invalid token");
  }

  /** The names of several tokens, each name once. */
  static List<String> of(Collection<Integer> types) {
    List<String> names = new ArrayList<>();
    NAMES.forEach((type, name) -> {
      if (types.contains(type) && !names.contains(name)) {
        names.add(name);
      }
    });
    return names;
  }
}
