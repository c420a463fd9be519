package firn.eval.value;

/** The types of the language. */
public enum ValueType {
  INT("int", "an integer"),
  BOOL("bool", "a Boolean"),
  STRING("string", "a string"),
  PATH("path", "a path"),
  NULL("null", "null"),
  ATTRS("set", "a set"),
  LIST("list", "a list"),
  FUNCTION("lambda", "a function"),
  FLOAT("float", "a float");

  private final String typeOf;
  private final String described;

  ValueType(String typeOf, String described) {
    this.typeOf = typeOf;
    this.described = described;
  }

  /** What {@code builtins.typeOf} gives. */
  public String typeOf() {
    return typeOf;
  }

  /** With an article, as messages say it. */
  public String described() {
    return described;
  }
}
