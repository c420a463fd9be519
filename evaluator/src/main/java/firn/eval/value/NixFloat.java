package firn.eval.value;

/** A double-precision floating-point number. */
public final class NixFloat extends Value {
  private final double value;

  public NixFloat(double value) {
    this.value = value;
  }

  public double value() {
    return value;
  }

  @Override
  public ValueType type() {
    return ValueType.FLOAT;
  }

  @Override
  public String toString() {
    return Double.toString(value);
  }
}
