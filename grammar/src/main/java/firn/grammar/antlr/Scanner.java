package firn.grammar.antlr;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a source into tokens by the rules of {@code NixLexer.g4}: walks the automaton that the build
 * has made of them straight over the bytes, without a token object each.
 */
final class Scanner {
  /** All bytes above 127 are alike to the language, and like this one. */
  private static final int OTHER = 127;

  /** Bytes looked at before asking whether looking further is of use. */
  private static final int STRIDE = 128;

  private static final int CLASSES = LexerAutomaton.CLASSES;

  /** The class of each byte. */
  private static final byte[] CLASS_OF = classes();

  /** For the row of each state, and in it for each class, the row of the state to go to. */
  private static final short[] NEXT = rows(LexerAutomaton.NEXT);

  private static final short[] START = rows(LexerAutomaton.START);

  private static final int FIRST_ACCEPTING = LexerAutomaton.FIRST_ACCEPTING * CLASSES;

  /** Four numbers for each accepting state. */
  private static final String ACCEPTED = LexerAutomaton.ACCEPTED;

  private final byte[] bytes;
  private final TokenBuffer tokens;

  private int mode;

  /** The modes to return to. */
  private byte[] modes = new byte[16];

  private int depth;

  /** Where the run of path characters ends that was last asked for. */
  private int runEnd;

  private Scanner(String text) {
    this.bytes = text.getBytes(StandardCharsets.ISO_8859_1);
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
    if (mode == NixLexer.IN_PATH_AFTER_SLASH) {
      throw trailingSlash(bytes.length);
    }
    tokens.finish();
    return tokens;
  }

  /**
   * Reads one token, or none for white space. Returns where it ended; -1 to end the source here.
   */
  private int token(int start) {
    byte[] source = bytes;
    int state = START[mode];
    int accepted = 0;
    int end = start;
    int at = start;
    int limit = Math.min(source.length, start + STRIDE);
    while (true) {
      if (at >= limit) {
        if (at >= source.length || cannotMatchLonger(accepted, end, at)) {
          break;
        }
        limit = Math.min(source.length, at + STRIDE);
      }
      state = NEXT[state + CLASS_OF[source[at] & 0xff]];
      if (state == 0) {
        break;
      }
      at++;
      if (state >= FIRST_ACCEPTING) {
        accepted = state;
        end = at;
      }
    }
    if (accepted == 0) {
      return noRuleMatches(start);
    }
    if (at == source.length && at > end && source[end] == '*' && isSlash(accepted)) {
      // A comment without an end. The parser gets stuck at the star, so the rest is of no use.
      tokens.add(NixLexer.SLASH, start, end);
      tokens.add(NixLexer.TIMES, end, end + 1);
      return -1;
    }
    return emit(accepted, start, end);
  }

  /**
   * Whether to give up looking for a longer token. What starts like a path or a URI is looked
   * through up to where a slash or a colon would have to be, for each token in it again: without
   * this, a long {@code a.b.c.d…} would take time quadratic in its length.
   */
  private boolean cannotMatchLonger(int accepted, int end, int at) {
    boolean inDefaultMode = mode == NixLexer.DEFAULT_MODE;
    if (accepted == 0 || at - end < STRIDE || !inDefaultMode || isSlash(accepted)) {
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

  private static boolean isSlash(int accepted) {
    return ACCEPTED.charAt(acceptance(accepted)) == NixLexer.SLASH;
  }

  private static boolean isPathChar(byte c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-' || c == '+';
  }

  private int emit(int accepted, int start, int end) {
    int acceptance = acceptance(accepted);
    int type = ACCEPTED.charAt(acceptance);
    if (type == 0) {
      return end;
    }
    change(acceptance);
    int kept = type == NixLexer.PATH_HEAD || type == NixLexer.HOME_PATH_HEAD ? end - 2 : end;
    tokens.add(
        switch (type) {
          case NixLexer.PATH_HEAD -> NixLexer.PATH;
          case NixLexer.HOME_PATH_HEAD -> NixLexer.HOME_PATH;
          default -> type;
        },
        start,
        kept);
    return kept;
  }

  /** Where the numbers of an accepting state begin. */
  private static int acceptance(int accepted) {
    return (accepted - FIRST_ACCEPTING) / CLASSES * 4;
  }

  private void change(int acceptance) {
    int other = ACCEPTED.charAt(acceptance + 1);
    int inner = ACCEPTED.charAt(acceptance + 2);
    if (other > 0) {
      mode = other - 1;
    }
    if (inner > 0) {
      if (depth == modes.length) {
        modes = Arrays.copyOf(modes, 2 * depth);
      }
      modes[depth++] = (byte) mode;
      mode = inner - 1;
    } else if (ACCEPTED.charAt(acceptance + 3) > 0) {
      leaveMode();
    }
  }

  /** A closing brace too many is left to the parser to complain of. */
  private void leaveMode() {
    if (depth > 0) {
      mode = modes[--depth];
    }
  }

  private int noRuleMatches(int start) {
    if (mode == NixLexer.IN_PATH) {
      leaveMode();
      return start;
    }
    if (mode == NixLexer.IN_PATH_AFTER_SLASH) {
      throw trailingSlash(start);
    }
    // A backslash before the end of the source; the parser reports the open string.
    return -1;
  }

  private SyntaxFault trailingSlash(int at) {
    return new SyntaxFault(
        "path has a trailing slash", at, at, "remove the slash at the end of the path");
  }

  private static byte[] classes() {
    byte[] classes = new byte[256];
    for (int c = 0; c < classes.length; c++) {
      classes[c] = (byte) LexerAutomaton.CLASS_OF.charAt(Math.min(c, OTHER));
    }
    return classes;
  }

  /** States as the places where their rows begin. */
  private static short[] rows(String states) {
    short[] rows = new short[states.length()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (short) (states.charAt(i) * CLASSES);
    }
    return rows;
  }
}
