package firn.grammar.antlr;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/**
 * Words for the place where the parser got stuck: Nix's sentence ("syntax error, unexpected X,
 * expecting Y"), which names the expected tokens only where there are at most four, and a hint of
 * ours.
 */
final class SyntaxErrors {
  private static final int MOST_EXPECTED = 4;

  private final TokenBuffer tokens;
  private final Set<String> expected = new LinkedHashSet<>();

  private SyntaxErrors(TokenBuffer tokens) {
    this.tokens = tokens;
  }

  /** Parses once more, to find out what would have fitted, and returns the fault. */
  static SyntaxFault explain(TokenBuffer tokens, int maximumDepth) {
    tokens.seek(0);
    NixParser parser = new NixParser(tokens);
    parser.limitDepth(maximumDepth);
    DecisionRecorder recorder = new DecisionRecorder();
    parser.setErrorHandler(recorder);
    try {
      parser.file();
    } catch (StuckStrategy.Stuck e) {
      BitSet fitting = recorder.fitting();
      return new SyntaxErrors(tokens).explain(fitting, recorder.endOfFileFits());
    }
    throw new IllegalStateException("the parser is stuck only sometimes");
  }

  private SyntaxFault explain(BitSet fitting, boolean endFits) {
    for (int type = fitting.nextSetBit(1); type >= 0; type = fitting.nextSetBit(type + 1)) {
      expected.add(TokenNames.of(type));
    }
    if (endFits) {
      expected.add(TokenNames.of(Token.EOF));
    }
    if (fitting.get(NixLexer.ASSIGN)) {
      // The path before the '=' may go on; its own rule could have ended, so it was not recorded.
      expected.add(TokenNames.of(NixLexer.DOT));
    }
    if (fitting.get(NixLexer.INHERIT)) {
      // Nix has closed the bindings so far, after which only an inherit goes on.
      expected.clear();
      expected.add(TokenNames.of(NixLexer.INHERIT));
    }
    skipWhatLookaheadRenamed(fitting);
    int start = tokens.start();
    int end = tokens.end();
    return new SyntaxFault(sentence(), start, end, Hints.of(tokens, fitting));
  }

  /**
   * An identifier before a colon and a brace that opens a pattern are tokens of their own. Where a
   * plain one would have fitted, what is wrong is what comes after.
   */
  private void skipWhatLookaheadRenamed(BitSet fitting) {
    if (tokens.type() == NixLexer.BINDER && fitting.get(NixLexer.ID)) {
      tokens.advance();
      expected.clear();
      return;
    }
    if (tokens.type() == NixLexer.PATTERN_OPEN && fitting.get(NixLexer.LBRACE)) {
      expected.clear();
      tokens.advance();
      if (tokens.type() == NixLexer.ID) {
        tokens.advance();
        expected.add(TokenNames.of(NixLexer.DOT));
        expected.add(TokenNames.of(NixLexer.ASSIGN));
      } else if (tokens.type() == NixLexer.RBRACE) {
        tokens.advance();
      }
    }
  }

  private String sentence() {
    StringBuilder sentence = new StringBuilder("syntax error, unexpected ");
    sentence.append(TokenNames.of(tokens.type()));
    if (expected.size() <= MOST_EXPECTED) {
      List<String> names = new ArrayList<>(expected);
      for (int i = 0; i < names.size(); i++) {
        sentence.append(i == 0 ? ", expecting " : " or ").append(names.get(i));
      }
    }
    return sentence.toString();
  }
}
