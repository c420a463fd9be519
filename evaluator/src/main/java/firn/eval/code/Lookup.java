package firn.eval.code;

import firn.eval.value.Layout;
import firn.eval.value.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * One name that a piece of program looks for again and again, and what it remembers to be fast:
 * where it found the name last, and in which layout it was missing last. Threads may share it; what
 * one loses only costs time.
 */
final class Lookup {
  final Symbol name;
  private int guess;
  private @Nullable Layout missing;

  Lookup(Symbol name) {
    this.name = name;
  }

  /** Where the name stands, or -1. */
  int in(Layout layout) {
    if (layout == missing) {
      return -1;
    }
    int at = layout.indexOf(name, guess);
    if (at >= 0) {
      guess = at;
    } else {
      missing = layout;
    }
    return at;
  }
}
