package firn.grammar.antlr;

import java.util.BitSet;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * Remembers what would have fitted where the parser got stuck: the token it wanted, and those of
 * the decisions at the same token that could not simply have ended their rule. (Nix's parser closes
 * what can be closed before it complains: after {@code a = 1} it wants a semicolon, not an
 * operator.)
 */
final class DecisionRecorder extends StuckStrategy {
  private static final int SHIFT = 1; // EOF is -1

  private final BitSet fitting = new BitSet();
  private int index = -1;

  @Override
  public void sync(Parser parser) {
    int now = parser.getInputStream().index();
    if (now != index) {
      index = now;
      fitting.clear();
    }
    record(parser);
  }

  @Override
  void stuck(Parser parser) {
    sync(parser);
  }

  /** The types of all tokens that would have fitted. */
  BitSet fitting() {
    BitSet types = new BitSet();
    fitting.stream().filter(bit -> bit >= SHIFT).forEach(bit -> types.set(bit - SHIFT));
    return types;
  }

  boolean endOfFileFits() {
    return fitting.get(Token.EOF + SHIFT);
  }

  private void record(Parser parser) {
    IntervalSet next = parser.getATN().nextTokens(parser.getATN().states.get(parser.getState()));
    if (next.contains(Token.EPSILON)) {
      return;
    }
    for (Interval interval : next.getIntervals()) {
      fitting.set(interval.a + SHIFT, interval.b + SHIFT + 1);
    }
  }
}
