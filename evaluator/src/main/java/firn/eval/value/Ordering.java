package firn.eval.value;

import firn.eval.error.EvalException;

/** {@code <}. */
public final class Ordering {
  private Ordering() {}

  /**
   * Whether the first of two values comes before the second.
   *
   * @throws EvalException if values of their types have no order
   */
  public static boolean less(Value left, Value right) {
    Value a = left.force();
    Value b = right.force();
    if (a instanceof NixInt x) {
      if (b instanceof NixInt y) {
        return x.value() < y.value();
      }
      if (b instanceof NixFloat y) {
        return (double) x.value() < y.value();
      }
    } else if (a instanceof NixFloat x) {
      if (b instanceof NixFloat y) {
        return x.value() < y.value();
      }
      if (b instanceof NixInt y) {
        return x.value() < (double) y.value();
      }
    } else if (a instanceof NixString x && b instanceof NixString y) {
      return x.bytes().compareTo(y.bytes()) < 0;
    } else if (a instanceof NixPath x && b instanceof NixPath y) {
      return x.path().compareTo(y.path()) < 0;
    } else if (a instanceof NixList x && b instanceof NixList y) {
      return lists(x, y);
    }
    throw incomparable(a, b);
  }

  private static boolean lists(NixList a, NixList b) {
    for (int i = 0; i < b.size(); i++) {
      if (i == a.size()) {
        return true;
      }
      if (!Equality.of(a.get(i), b.get(i))) {
        try {
          return less(a.get(i), b.get(i));
        } catch (EvalException e) {
          throw e.frame("while comparing two list elements", null);
        }
      }
    }
    return false;
  }

  private static EvalException incomparable(Value a, Value b) {
    String types = "cannot compare " + Expected.describe(a) + " with " + Expected.describe(b);
    String values = ValuePrinter.forMessage(a) + " and " + ValuePrinter.forMessage(b);
    return new EvalException(
        a.type() != b.type()
            ? types + "; values are " + values
            : types + "; values of that type are incomparable (values are " + values + ")");
  }
}
