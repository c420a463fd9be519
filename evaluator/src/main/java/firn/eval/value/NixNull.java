package firn.eval.value;

/** {@code null}. */
public final class NixNull extends Value {
  public static final NixNull NULL = new NixNull();

  private NixNull() {}

  @Override
  public ValueType type() {
    return ValueType.NULL;
  }

  @Override
  public String toString() {
    return "null";
  }
}
