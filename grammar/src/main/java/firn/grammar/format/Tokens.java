package firn.grammar.format;

import firn.grammar.antlr.Lexeme;
import firn.grammar.antlr.TokenReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tokens of a source, each with the comments that belong to it. */
final class Tokens {
  /** After these, a comment on the same line is about what they open. */
  private static final Set<String> OPENING = Set.of("{", "[", "(", "${");

  private final String text;
  private final boolean decoded;
  private final List<Token> tokens = new ArrayList<>();

  /** How many tokens before each one have a comment behind them. */
  private int[] commentedBefore = {};

  // The token read last, which waits for the gap behind it.
  private @Nullable Lexeme lexeme;
  private int start;
  private int end;
  private Gap gap = new Gap("", true, false);

  private Tokens(String text, boolean decoded) {
    this.text = text;
    this.decoded = decoded;
  }

  /**
   * Cuts a source that the parser has accepted.
   *
   * @param text one char for each byte
   * @param decoded whether tokens and comments are to be characters, the bytes being UTF-8
   */
  static Tokens of(String text, boolean decoded) {
    Tokens tokens = new Tokens(text, decoded);
    TokenReader.read(text, tokens::take);
    tokens.count();
    return tokens;
  }

  /** Whether a char of a token is a character, not a byte. */
  boolean areDecoded() {
    return decoded;
  }

  private String piece(int from, int to) {
    String bytes = text.substring(from, to);
    return decoded
        ? new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
        : bytes;
  }

  Token get(int index) {
    return tokens.get(Math.min(index, tokens.size() - 1));
  }

  Token after(Token token) {
    return get(token.index() + 1);
  }

  /** Whether a comment stands between two tokens. */
  boolean hasComment(Token first, Token last) {
    return commentedBefore[last.index()] > commentedBefore[first.index()];
  }

  /** Whether a line ends between two tokens. */
  boolean hasLineEnd(Token first, Token last) {
    for (int i = first.index() + 1; i <= last.index(); i++) {
      if (tokens.get(i).lineBefore()) {
        return true;
      }
    }
    return false;
  }

  private void take(Lexeme next, int nextStart, int nextEnd) {
    boolean string =
        next == Lexeme.INDENTED_OPEN || (next == Lexeme.QUOTE && text.startsWith("\"", nextStart));
    boolean opens = lexeme == null || (isOpening() && lexeme != Lexeme.STRING_TEXT);
    boolean insideText = next == Lexeme.STRING_TEXT || next == Lexeme.PATH_TEXT;
    Gap following = new Gap(insideText ? "" : piece(end, nextStart), opens, string);
    if (lexeme != null) {
      finish(lexeme, following.trailing());
    }
    gap = following;
    lexeme = next;
    start = nextStart;
    end = nextEnd;
    if (next == Lexeme.END) {
      finish(next, null);
    }
  }

  private boolean isOpening() {
    return OPENING.contains(text.substring(start, end));
  }

  private void finish(Lexeme kind, @Nullable String trailing) {
    tokens.add(
        new Token(
            tokens.size(),
            kind,
            piece(start, end),
            gap.comments(),
            gap.language(),
            trailing,
            gap.hasLineEnd(),
            gap.endsBlank()));
  }

  private void count() {
    commentedBefore = new int[tokens.size()];
    for (int i = 1; i < tokens.size(); i++) {
      boolean commented = tokens.get(i - 1).trailing() != null || !tokens.get(i).before().isEmpty();
      commentedBefore[i] = commentedBefore[i - 1] + (commented ? 1 : 0);
    }
  }
}
