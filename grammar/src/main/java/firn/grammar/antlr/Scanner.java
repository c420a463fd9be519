package firn.grammar.antlr;

import java.nio.charset.StandardCharsets;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.LexerNoViableAltException;
import org.antlr.v4.runtime.atn.ATNSimulator;
import org.antlr.v4.runtime.atn.LexerActionExecutor;
import org.antlr.v4.runtime.dfa.DFA;
import org.antlr.v4.runtime.dfa.DFAState;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a source into tokens by the rules of {@code NixLexer.g4}.
 *
 * <p>ANTLR builds its automaton lazily, one edge when first met, and shares it between all lexers.
 * This class walks the edges that exist, straight over the bytes and without a token object each,
 * and asks ANTLR only where an edge is still missing.
 */
final class Scanner {
  private static final int OTHER = 127;

  /** Bytes looked at before asking whether looking further is of use. */
  private static final int STRIDE = 128;

  private final byte[] bytes;
  private final ByteStream stream;
  private final NixLexer lexer;
  private final DFA[] automata;
  private final TokenBuffer tokens;

  /** Where the run of path characters ends that was last asked for. */
  private int runEnd;

  private Scanner(String text) {
    this.bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    this.stream = new ByteStream(bytes, "source");
    this.lexer = new NixLexer(stream);
    this.automata = lexer.getInterpreter().decisionToDFA;
    this.tokens = new TokenBuffer(text);
  }

  /**
   * All tokens of a source, the last of them EOF.
   *
   * @throws SyntaxFault where a path ends in a slash; all else is left to the parser
   */
  static TokenBuffer scan(String text) {
    return new Scanner(text).scan();
  }

  private TokenBuffer scan() {
    int at = 0;
    while (at < bytes.length) {
      int next = token(at);
      if (next < 0) {
        break;
      }
      at = next;
    }
    if (lexer._mode == NixLexer.IN_PATH_AFTER_SLASH) {
      throw trailingSlash(bytes.length);
    }
    tokens.finish();
    return tokens;
  }

  /**
   * Reads one token, or none for white space. Returns where it ended; -1 to end the source here.
   */
  private int token(int start) {
    DFAState state = automata[lexer._mode].s0;
    DFAState accepted = null;
    int end = start;
    int at = start;
    int limit = Math.min(bytes.length, start + STRIDE);
    while (true) {
      if (state == null) {
        return tokenByAntlr(start);
      }
      if (state.isAcceptState) {
        accepted = state;
        end = at;
      }
      if (at >= limit) {
        if (at >= bytes.length || cannotMatchLonger(accepted, end, at)) {
          break;
        }
        limit = Math.min(bytes.length, at + STRIDE);
      }
      DFAState[] edges = state.edges;
      if (edges == null) {
        return tokenByAntlr(start);
      }
      int c = bytes[at];
      state = edges[c < 0 ? OTHER : c];
      if (state == ATNSimulator.ERROR) {
        break;
      }
      at++;
    }
    if (accepted == null) {
      return noRuleMatches(start);
    }
    if (at == bytes.length && isSlash(accepted) && at > end && bytes[end] == '*') {
      // A comment without an end. The parser gets stuck at the star, so the rest is of no use.
      tokens.add(NixLexer.SLASH, start, end);
      tokens.add(NixLexer.TIMES, end, end + 1);
      return -1;
    }
    return emit(accepted.prediction, accepted.lexerActionExecutor, start, end);
  }

  /**
   * Whether to give up looking for a longer token. What starts like a path or a URI is looked
   * through up to where a slash or a colon would have to be, for each token in it again: without
   * this, a long {@code a.b.c.d…} would take time quadratic in its length.
   */
  private boolean cannotMatchLonger(@Nullable DFAState accepted, int end, int at) {
    boolean inDefaultMode = lexer._mode == Lexer.DEFAULT_MODE;
    if (accepted == null || at - end < STRIDE || !inDefaultMode || isSlash(accepted)) {
      return false; // after a slash, what is so long is a comment
    }
    if (at >= runEnd) {
      runEnd = at;
      while (runEnd < bytes.length && isPathChar(bytes[runEnd])) {
        runEnd++;
      }
    }
    return runEnd == bytes.length || "/:$>".indexOf(bytes[runEnd]) < 0;
  }

  private static boolean isSlash(DFAState accepted) {
    return accepted.prediction == NixLexer.SLASH;
  }

  private static boolean isPathChar(byte c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-' || c == '+';
  }

  private int emit(int rule, @Nullable LexerActionExecutor actions, int start, int end) {
    if (actions == null) {
      tokens.add(rule, start, end);
      return end;
    }
    if (rule == NixLexer.WHITESPACE) {
      return end;
    }
    lexer._type = 0;
    actions.execute(lexer, stream, start);
    return emitAfterActions(rule, start, end);
  }

  private int emitAfterActions(int rule, int start, int end) {
    int type = lexer._type == 0 ? rule : lexer._type;
    switch (type) {
      case NixLexer.SKIP -> {
        return end;
      }
      case NixLexer.PATH_HEAD -> {
        tokens.add(NixLexer.PATH, start, end - 2);
        return end - 2;
      }
      case NixLexer.HOME_PATH_HEAD -> {
        tokens.add(NixLexer.HOME_PATH, start, end - 2);
        return end - 2;
      }
      default -> {
        tokens.add(type, start, end);
        return end;
      }
    }
  }

  /** The same with ANTLR's own simulator, which adds the missing edges. */
  private int tokenByAntlr(int start) {
    stream.seek(start);
    lexer._type = 0;
    try {
      int rule = lexer.getInterpreter().match(stream, lexer._mode);
      return emitAfterActions(rule, start, stream.index());
    } catch (LexerNoViableAltException e) {
      return noRuleMatches(start);
    }
  }

  private int noRuleMatches(int start) {
    if (lexer._mode == NixLexer.IN_PATH) {
      lexer.popMode();
      return start;
    }
    if (lexer._mode == NixLexer.IN_PATH_AFTER_SLASH) {
      throw trailingSlash(start);
    }
    // A backslash before the end of the source; the parser reports the open string.
    return -1;
  }

  private SyntaxFault trailingSlash(int at) {
    return new SyntaxFault(
        "path has a trailing slash", at, at, "remove the slash at the end of the path");
  }
}
