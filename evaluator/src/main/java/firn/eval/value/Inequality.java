package firn.eval.value;

import firn.eval.error.AssertionException;
import firn.eval.error.EvalException;
import firn.eval.error.Place;

/** Says in what two values differ, for a failed {@code assert a == b}. */
public final class Inequality {
  private static final Symbol OUT_PATH = Symbol.of("outPath");

  private Inequality() {}

  /**
   * Throws the first difference between two values; returns if there is none.
   *
   * @param place of the comparison
   */
  public static void explain(Value left, Value right, Place place) {
    Value a = left.force();
    Value b = right.force();
    if (left == right) {
      return;
    }
    boolean numbers =
        (a instanceof NixInt || a instanceof NixFloat)
            && (b instanceof NixInt || b instanceof NixFloat);
    if (a.type() != b.type()) {
      if (numbers && Equality.ofForced(a, b)) {
        return;
      }
      String of = numbers ? " with value '" : " of value '";
      throw new AssertionException(
          Expected.describe(a)
              + of
              + shown(a)
              + "' is not equal to "
              + Expected.describe(b)
              + of
              + shown(b)
              + "'");
    }
    switch (a) {
      case NixList x -> lists(x, (NixList) b, place);
      case NixAttrs x -> sets(x, (NixAttrs) b, place);
      case NixFunction f ->
          throw new AssertionException(
              "distinct functions and immediate comparisons of identical functions compare as"
                  + " unequal");
      default -> {
        if (!Equality.ofForced(a, b)) {
          throw numbers ? numbers(a, b) : simple(a, b);
        }
      }
    }
  }

  private static AssertionException numbers(Value a, Value b) {
    return new AssertionException(
        Expected.describe(a)
            + " with value '"
            + shown(a)
            + "' is not equal to "
            + Expected.describe(b)
            + " with value '"
            + shown(b)
            + "'");
  }

  private static AssertionException simple(Value a, Value b) {
    String noun =
        switch (a) {
          case NixBool x -> "boolean";
          case NixPath x -> "path";
          default -> "string";
        };
    return new AssertionException(
        noun + " '" + shown(a) + "' is not equal to " + noun + " '" + shown(b) + "'");
  }

  private static void lists(NixList a, NixList b, Place place) {
    if (a.size() != b.size()) {
      throw new AssertionException(
          "list of size '"
              + a.size()
              + "' is not equal to list of size '"
              + b.size()
              + "', left hand side is '"
              + shown(a)
              + "', right hand side is '"
              + shown(b)
              + "'");
    }
    for (int i = 0; i < a.size(); i++) {
      try {
        explain(a.get(i), b.get(i), place);
      } catch (EvalException e) {
        throw e.frame("while comparing list element " + i, place);
      }
    }
  }

  private static void sets(NixAttrs a, NixAttrs b, Place place) {
    if (Equality.isDerivation(a) && Equality.isDerivation(b)) {
      Value x = a.get(OUT_PATH);
      Value y = b.get(OUT_PATH);
      if (x != null && y != null) {
        try {
          explain(x, y, place);
          return;
        } catch (EvalException e) {
          throw e.frame("while comparing a derivation by its 'outPath' attribute", place);
        }
      }
    }
    if (a.size() != b.size()) {
      throw new AssertionException(
          "attribute names of attribute set '"
              + shown(a)
              + "' differs from attribute set '"
              + shown(b)
              + "'");
    }
    for (int i = 0; i < a.size(); i++) {
      attribute(a, b, i, place);
    }
  }

  private static void attribute(NixAttrs a, NixAttrs b, int i, Place place) {
    Symbol name = a.symbol(i);
    Symbol other = b.symbol(i);
    if (name != other) {
      boolean missing = !b.has(name);
      throw new AssertionException(
          missing
              ? "attribute name '"
                  + name
                  + "' is contained in '"
                  + shown(a)
                  + "', but not in '"
                  + shown(b)
                  + "'"
              : "attribute name '"
                  + other
                  + "' is missing in '"
                  + shown(a)
                  + "', but is contained in '"
                  + shown(b)
                  + "'");
    }
    try {
      explain(a.value(i), b.value(i), place);
    } catch (EvalException e) {
      Place right = b.layout().place(i);
      if (right != null) {
        e.frame("where right hand side is", right);
      }
      Place left = a.layout().place(i);
      if (left != null) {
        e.frame("where left hand side is", left);
      }
      throw e.frame("while comparing attribute '" + name + "'", place);
    }
  }

  private static String shown(Value v) {
    return ValuePrinter.forMessage(v);
  }
}
