package firn.eval.value;

/** A 64-bit integer. */
public final class NixInt extends Value {
  private static final int LOW = -128;
  private static final NixInt[] SMALL = new NixInt[1152];

  static {
    for (int i = 0; i < SMALL.length; i++) {
      SMALL[i] = new NixInt(i + LOW);
    }
  }

  private final long value;

  private NixInt(long value) {
    this.value = value;
  }

  public static NixInt of(long value) {
    long index = value - LOW;
    return index >= 0 && index < SMALL.length ? SMALL[(int) index] : new NixInt(value);
  }

  public long value() {
    return value;
  }

  @Override
  public ValueType type() {
    return ValueType.INT;
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
