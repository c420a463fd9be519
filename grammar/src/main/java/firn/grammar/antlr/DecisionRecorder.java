package firn.grammar.antlr;

import java.util.HashSet;
import java.util.Set;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * Remembers what would have fitted where the parser got stuck: the token it wanted, and those of
 * the decisions at the same token that could not simply have ended their rule. (Nix's parser closes
 * what can be closed before it complains: after {@code a = 1} it wants a semicolon, not an
 * operator.)
 */
final class DecisionRecorder extends StuckStrategy {
  private final Set<Integer> fitting = new HashSet<>();
  private int index = -1;

  @Override
  public void sync(Parser parser) {
    int now = parser.getInputStream().index();
    if (now != index) {
      index = now;
      fitting.clear();
    }
    IntervalSet next = parser.getATN().nextTokens(parser.getATN().states.get(parser.getState()));
    if (!next.contains(Token.EPSILON)) {
      fitting.addAll(next.toList());
    }
  }

  @Override
  void stuck(Parser parser) {
    sync(parser);
  }

  /** The types of all tokens that would have fitted. */
  Set<Integer> fitting() {
    return fitting;
  }
}
