package firn.grammar.tree;

import org.jspecify.annotations.Nullable;

/**
 * An infix operator. The pipes are {@link Call}s and {@code ?} is {@link HasAttr}.
 *
 * <p>In Nix, subtraction, multiplication, division and the four comparisons are calls of a variable
 * ({@link #function()}) that a scope may shadow: {@code let __sub = a: b: 7; in 1 - 2} is 7. The
 * comparisons all use {@code __lessThan}: {@code a > b} is {@code __lessThan b a}, {@code a <= b}
 * is {@code !(__lessThan b a)}, {@code a >= b} is {@code !(__lessThan a b)}.
 */
public enum BinaryOperator {
  IMPLIES("->", 1, Associativity.RIGHT, null),
  OR("||", 2, Associativity.LEFT, null),
  AND("&&", 3, Associativity.LEFT, null),
  EQUAL("==", 4, Associativity.NONE, null),
  NOT_EQUAL("!=", 4, Associativity.NONE, null),
  LESS("<", 5, Associativity.NONE, "__lessThan"),
  GREATER(">", 5, Associativity.NONE, "__lessThan"),
  LESS_OR_EQUAL("<=", 5, Associativity.NONE, "__lessThan"),
  GREATER_OR_EQUAL(">=", 5, Associativity.NONE, "__lessThan"),
  UPDATE("//", 6, Associativity.RIGHT, null),
  ADD("+", 8, Associativity.LEFT, null),
  SUBTRACT("-", 8, Associativity.LEFT, "__sub"),
  MULTIPLY("*", 9, Associativity.LEFT, "__mul"),
  DIVIDE("/", 9, Associativity.LEFT, "__div"),
  CONCAT("++", 10, Associativity.RIGHT, null);

  /** How operators of one precedence group. */
  public enum Associativity {
    LEFT,
    RIGHT,
    /** {@code a == b == c} is an error. */
    NONE
  }

  private final String text;
  private final int precedence;
  private final Associativity associativity;
  private final @Nullable String function;

  BinaryOperator(
      String text, int precedence, Associativity associativity, @Nullable String function) {
    this.text = text;
    this.precedence = precedence;
    this.associativity = associativity;
    this.function = function;
  }

  /** As written in the source. */
  public String text() {
    return text;
  }

  /** Larger binds stronger. {@code !} stands at 7, {@code ?} at 11, negation at 12. */
  public int precedence() {
    return precedence;
  }

  /** How operators of this precedence group. */
  public Associativity associativity() {
    return associativity;
  }

  /**
   * The variable whose call the operator stands for, or null where it is built into the language.
   */
  public @Nullable String function() {
    return function;
  }
}
