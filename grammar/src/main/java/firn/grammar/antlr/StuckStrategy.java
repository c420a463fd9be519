package firn.grammar.antlr;

import org.antlr.v4.runtime.ANTLRErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;

/**
 * Gives up at the first token that does not fit, and remembers, for the message, the decision that
 * was last looked at before that token.
 */
class StuckStrategy implements ANTLRErrorStrategy {

  /** The parser is at a token that does not fit. */
  static final class Stuck extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stuck() {
      super("stuck", null, false, false);
    }
  }

  /** Called while the parser is still where it got stuck. */
  void stuck(Parser parser) {}

  @Override
  public void reset(Parser parser) {}

  @Override
  public final Token recoverInline(Parser parser) {
    stuck(parser);
    throw new Stuck();
  }

  @Override
  public final void recover(Parser parser, RecognitionException e) {
    throw new Stuck();
  }

  @Override
  public void sync(Parser parser) {}

  @Override
  public final boolean inErrorRecoveryMode(Parser parser) {
    return false;
  }

  @Override
  public final void reportMatch(Parser parser) {}

  @Override
  public final void reportError(Parser parser, RecognitionException e) {
    stuck(parser);
    throw new Stuck();
  }
}
