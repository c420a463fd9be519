package firn.grammar.antlr;

import java.util.Arrays;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * The tokens of one source as three arrays: a type and two offsets each, no object. ANTLR's {@link
 * Token}s are only made where its error handling asks for one.
 */
final class TokenBuffer implements TokenStream {
  private final String text;
  private byte[] types;
  private int[] starts;
  private int[] ends;
  private int count;
  private int index;

  TokenBuffer(String text) {
    this.text = text;
    int estimate = text.length() / 5 + 16;
    types = new byte[estimate];
    starts = new int[estimate];
    ends = new int[estimate];
  }

  void add(int type, int start, int end) {
    if (count == types.length) {
      int larger = count * 2;
      types = Arrays.copyOf(types, larger);
      starts = Arrays.copyOf(starts, larger);
      ends = Arrays.copyOf(ends, larger);
    }
    types[count] = (byte) type;
    starts[count] = start;
    ends[count] = end;
    count++;
  }

  /**
   * Appends EOF and settles by lookahead what the parser could not tell with one token: parameters
   * and patterns of lambdas, the old {@code let}, the last comma of a pattern.
   */
  void finish() {
    int length = text.length();
    int real = count;
    // Three more than real, so that the lookahead below needs no bounds check of its own.
    for (int i = 0; i < 3; i++) {
      add(Token.EOF, length, length);
    }
    for (int i = 0; i < real; i++) {
      switch (types[i]) {
        case NixLexer.COLON, NixLexer.AT -> {
          if (i > 0 && types[i - 1] == NixLexer.ID) {
            types[i - 1] = NixLexer.BINDER;
          }
        }
        case NixLexer.LBRACE -> {
          if (i > 0 && types[i - 1] == NixLexer.LET) {
            types[i - 1] = NixLexer.OLD_LET;
          } else if (opensPattern(types[i + 1], types[i + 2])) {
            types[i] = NixLexer.PATTERN_OPEN;
          }
        }
        case NixLexer.COMMA -> {
          if (types[i + 1] == NixLexer.RBRACE || types[i + 1] == NixLexer.ELLIPSIS) {
            types[i] = NixLexer.LAST_COMMA;
          }
        }
        default -> {}
      }
    }
    count = real + 1;
  }

  private static boolean opensPattern(byte first, byte second) {
    return switch (first) {
      case NixLexer.ELLIPSIS -> true;
      case NixLexer.ID ->
          second == NixLexer.COMMA || second == NixLexer.QUESTION || second == NixLexer.RBRACE;
      case NixLexer.RBRACE -> second == NixLexer.COLON || second == NixLexer.AT;
      default -> false;
    };
  }

  String text() {
    return text;
  }

  int type() {
    return types[index];
  }

  /** The token before; the end of the file where this is the first. */
  int previousType() {
    return index == 0 ? Token.EOF : types[index - 1];
  }

  int start() {
    return starts[index];
  }

  int end() {
    return ends[index];
  }

  int previousStart() {
    return starts[index - 1];
  }

  int previousEnd() {
    return index == 0 ? 0 : ends[index - 1];
  }

  int startOf(int at) {
    return starts[at];
  }

  int endOf(int at) {
    return ends[at];
  }

  int typeOf(int at) {
    return types[at];
  }

  /** Reads the current token another way. */
  void retype(int type) {
    types[index] = (byte) type;
  }

  /**
   * The last token before another one that opens a bracket, string or interpolation and is not
   * closed before it; -1 if none is.
   */
  int innermostOpen(int before) {
    int[] open = new int[before];
    int depth = 0;
    for (int i = 0; i < before; i++) {
      switch (types[i]) {
        case NixLexer.LBRACE,
            NixLexer.PATTERN_OPEN,
            NixLexer.LPAREN,
            NixLexer.LBRACKET,
            NixLexer.DOLLAR_CURLY,
            NixLexer.PATH_INTERPOLATION,
            NixLexer.INDENT_OPEN ->
            open[depth++] = i;
        case NixLexer.RBRACE, NixLexer.RPAREN, NixLexer.RBRACKET, NixLexer.INDENT_CLOSE ->
            depth = Math.max(0, depth - 1);
        case NixLexer.QUOTE -> {
          if (depth > 0 && types[open[depth - 1]] == NixLexer.QUOTE) {
            depth--;
          } else {
            open[depth++] = i;
          }
        }
        default -> {}
      }
    }
    return depth == 0 ? -1 : open[depth - 1];
  }

  void advance() {
    if (index < count - 1) {
      index++;
    }
  }

  @Override
  public void consume() {
    advance();
  }

  @Override
  public int LA(int i) {
    if (i == 1) {
      return types[index];
    }
    int at = i > 0 ? index + i - 1 : index + i;
    return at < 0 ? Token.INVALID_TYPE : types[Math.min(at, count - 1)];
  }

  /**
   * A token ahead. ANTLR asks for those behind only to note where a rule ended, which nobody looks
   * at, and gets none.
   */
  @Override
  @SuppressWarnings("NullAway") // as ANTLR's own streams answer where there is no such token
  public Token LT(int k) {
    return k < 0 ? null : get(Math.clamp(k > 0 ? index + k - 1 : index + k, 0, count - 1));
  }

  @Override
  public Token get(int i) {
    CommonToken token = new CommonToken(types[i]);
    token.setTokenIndex(i);
    token.setStartIndex(starts[i]);
    token.setStopIndex(ends[i] - 1);
    token.setText(text.substring(starts[i], ends[i]));
    return token;
  }

  @Override
  public int mark() {
    return 0;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int index() {
    return index;
  }

  @Override
  public void seek(int index) {
    this.index = index;
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public String getSourceName() {
    return "source";
  }

  @Override
  public TokenSource getTokenSource() {
    throw new UnsupportedOperationException("all tokens are here already");
  }

  @Override
  public String getText(Interval interval) {
    return text.substring(starts[interval.a], ends[interval.b]);
  }

  @Override
  public String getText() {
    return text;
  }

  @Override
  public String getText(RuleContext context) {
    return getText(context.getSourceInterval());
  }

  @Override
  public String getText(Token first, Token last) {
    return getText(Interval.of(first.getTokenIndex(), last.getTokenIndex()));
  }
}
