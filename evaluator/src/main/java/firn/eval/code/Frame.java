package firn.eval.code;

import firn.eval.value.Value;

/**
 * The variables of one scope at run time. The first two live in fields, since most scopes have no
 * more; a slot holds null only while the scope's bindings are being made.
 */
@SuppressWarnings("NullAway") // Slots are null until bound, and absent ones are never asked for.
public final class Frame {
  private static final Value[] NONE = new Value[0];

  final Frame up;
  Value a;
  Value b;
  Value[] rest;

  /** A scope of one variable. */
  Frame(Frame up, Value a) {
    this.up = up;
    this.a = a;
    this.rest = NONE;
  }

  /** A scope of several variables, to be bound. */
  Frame(Frame up, int size) {
    this.up = up;
    this.rest = size > 2 ? new Value[size - 2] : NONE;
  }

  Value get(int slot) {
    return slot == 0 ? a : slot == 1 ? b : rest[slot - 2];
  }

  void set(int slot, Value value) {
    if (slot == 0) {
      a = value;
    } else if (slot == 1) {
      b = value;
    } else {
      rest[slot - 2] = value;
    }
  }

  /** The frame {@code levels} further out. */
  Frame at(int levels) {
    Frame f = this;
    for (int i = levels; i > 0; i--) {
      f = f.up;
    }
    return f;
  }

  /** The frame outside all scopes. */
  @SuppressWarnings("NullAway")
  static Frame root() {
    return new Frame(null, 0);
  }
}
