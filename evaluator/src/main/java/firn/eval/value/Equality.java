package firn.eval.value;

/** {@code ==}. */
public final class Equality {
  private static final Symbol TYPE = Symbol.of("type");
  private static final Symbol OUT_PATH = Symbol.of("outPath");

  private Equality() {}

  /**
   * Compares what two slots hold. One slot is equal to itself, even where it holds a function; it
   * is forced all the same.
   */
  public static boolean of(Value a, Value b) {
    Value x = a.force();
    Value y = b.force();
    return a == b || ofForced(x, y);
  }

  /** Compares two forced values; functions are never equal. */
  public static boolean ofForced(Value a, Value b) {
    if (a instanceof NixString x) {
      return b instanceof NixString y && x.bytes().equals(y.bytes());
    }
    if (a instanceof NixInt x && b instanceof NixInt y) {
      return x.value() == y.value();
    }
    if (a instanceof NixBool || a instanceof NixNull) {
      return a == b;
    }
    if (a instanceof NixList x) {
      return b instanceof NixList y && lists(x, y);
    }
    if (a instanceof NixAttrs x) {
      return b instanceof NixAttrs y && sets(x, y);
    }
    return ofRare(a, b);
  }

  private static boolean ofRare(Value a, Value b) {
    if (a instanceof NixInt x) {
      return b instanceof NixFloat y && (double) x.value() == y.value();
    }
    if (a instanceof NixFloat x) {
      return b instanceof NixFloat y
          ? x.value() == y.value()
          : b instanceof NixInt z && x.value() == (double) z.value();
    }
    if (a instanceof NixPath x) {
      return b instanceof NixPath y && x.path().equals(y.path());
    }
    return a instanceof Thunk thunk && ofForced(thunk.force(), b);
  }

  private static boolean lists(NixList a, NixList b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!of(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sets(NixAttrs a, NixAttrs b) {
    if (isDerivation(a) && isDerivation(b)) {
      Value x = a.get(OUT_PATH);
      Value y = b.get(OUT_PATH);
      if (x != null && y != null) {
        return of(x, y);
      }
    }
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (a.symbol(i) != b.symbol(i) || !of(a.value(i), b.value(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the set has {@code type = "derivation"}; forces that attribute. */
  public static boolean isDerivation(NixAttrs set) {
    Value type = set.get(TYPE);
    return type != null && type.force() instanceof NixString s && s.bytes().equals("derivation");
  }
}
