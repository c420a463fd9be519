package firn.grammar.antlr;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Words for the place where the parser got stuck: Nix's sentence ("syntax error, unexpected X,
 * expecting Y"), which names the expected tokens only where there are at most four, and a hint of
 * ours.
 */
final class SyntaxErrors {
  private static final int MOST_EXPECTED = 4;

  /**
   * What lookahead made a token of its own, and what it may be instead if the parser wanted that.
   */
  private static final Map<Integer, Integer> OTHER_READING =
      Map.of(
          NixLexer.BINDER, NixLexer.ID,
          NixLexer.ID, NixLexer.BINDER,
          NixLexer.PATTERN_OPEN, NixLexer.LBRACE,
          NixLexer.LBRACE, NixLexer.PATTERN_OPEN);

  private final TokenBuffer tokens;
  private final Set<Integer> fitting;

  private SyntaxErrors(TokenBuffer tokens, Set<Integer> fitting) {
    this.tokens = tokens;
    this.fitting = fitting;
  }

  /** Parses once more, to find out what would have fitted, and returns the fault. */
  static SyntaxFault explain(TokenBuffer tokens, int maximumDepth) {
    Set<Integer> fitting = fittingWhereStuck(tokens, maximumDepth);
    while (true) {
      int type = tokens.type();
      Integer other = OTHER_READING.get(type);
      if (other == null) {
        break;
      }
      // If the token itself is right, what is wrong comes after it.
      int stuckAt = tokens.index();
      tokens.retype(other);
      Set<Integer> fittingOther = fittingWhereStuck(tokens, maximumDepth);
      if (tokens.index() == stuckAt) {
        tokens.retype(type);
        break;
      }
      fitting = fittingOther;
    }
    return new SyntaxErrors(tokens, fitting).explain();
  }

  private static Set<Integer> fittingWhereStuck(TokenBuffer tokens, int maximumDepth) {
    tokens.seek(0);
    NixParser parser = new NixParser(tokens);
    parser.limitDepth(maximumDepth);
    DecisionRecorder recorder = new DecisionRecorder();
    parser.setErrorHandler(recorder);
    try {
      parser.file();
    } catch (StuckStrategy.Stuck e) {
      return recorder.fitting();
    }
    throw new IllegalStateException("the parser got stuck once but not again");
  }

  private SyntaxFault explain() {
    String hint = Hints.of(tokens, fitting);
    expectAsNixDoes();
    StringBuilder sentence = new StringBuilder("syntax error, unexpected ");
    sentence.append(TokenNames.of(tokens.type()));
    List<String> names = TokenNames.of(fitting);
    if (names.size() <= MOST_EXPECTED && !names.isEmpty()) {
      sentence.append(", expecting ").append(String.join(" or ", names));
    }
    return new SyntaxFault(sentence.toString(), tokens.start(), tokens.end(), hint);
  }

  /** Nix's parser closes some things earlier and keeps others open longer than ours. */
  private void expectAsNixDoes() {
    int previous = tokens.index() == 0 ? -1 : tokens.previousType();
    if (fitting.contains(NixLexer.STRING_TEXT)) {
      fitting.retainAll(Set.of(NixLexer.QUOTE));
    } else if (fitting.contains(NixLexer.ASSIGN)) {
      fitting.add(NixLexer.DOT);
    } else if (fitting.contains(NixLexer.IN)) {
      fitting.add(NixLexer.INHERIT);
    } else if (previous == NixLexer.COMMA && fitting.contains(NixLexer.ID)) {
      fitting.addAll(Set.of(NixLexer.ELLIPSIS, NixLexer.RBRACE));
    } else if (fitting.equals(Set.of(NixLexer.RBRACE))
        && (previous == NixLexer.LBRACE || previous == NixLexer.SEMICOLON)) {
      fitting.add(NixLexer.INHERIT);
      int open = tokens.innermostOpen(tokens.index());
      int before = open > 0 ? tokens.typeOf(open - 1) : -1;
      if (before != NixLexer.REC && before != NixLexer.OLD_LET) {
        fitting.remove(NixLexer.RBRACE);
      }
    }
  }
}
