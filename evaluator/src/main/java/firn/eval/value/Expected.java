package firn.eval.value;

import firn.eval.error.TypeException;

/** Errors for values of the wrong type. */
public final class Expected {
  private Expected() {}

  /** Throws that {@code found} is not of type {@code expected}; never returns. */
  public static <T> T fail(ValueType expected, Value found) {
    throw error(expected.described(), found);
  }

  /**
   * The error that {@code found} is not what was expected.
   *
   * @param expected with its article, such as {@code a set}
   */
  public static TypeException error(String expected, Value found) {
    return new TypeException(
        "expected "
            + expected
            + " but found "
            + describe(found)
            + ": "
            + ValuePrinter.forMessage(found));
  }

  /** The type with an article, as messages say it; does not force. */
  public static String describe(Value value) {
    Value v = value instanceof Thunk t ? t.valueIfForced() : value;
    return switch (v) {
      case null -> "a thunk";
      case NixString s when !s.context().isEmpty() -> "a string with context";
      case NixFunction f -> f.describeType();
      default -> v.type().described();
    };
  }

  /**
   * The bytes of a string that must not refer to a store path.
   *
   * @throws firn.eval.error.EvalException if it does
   */
  public static String withoutContext(NixString s) {
    if (!s.context().isEmpty()) {
      throw new firn.eval.error.EvalException(
          "the string '"
              + s.bytes()
              + "' is not allowed to refer to a store path (such as '"
              + s.context().elements().getFirst().path().substring("/nix/store/".length())
              + "')");
    }
    return s.bytes();
  }
}
