package firn.grammar.antlr;

import firn.grammar.tree.Binary;
import firn.grammar.tree.BinaryOperator;
import firn.grammar.tree.BinaryOperator.Associativity;
import firn.grammar.tree.Expr;
import firn.grammar.tree.HasAttr;
import firn.grammar.tree.Unary;
import firn.grammar.tree.UnaryOperator;
import java.util.Arrays;
import java.util.List;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/**
 * Groups a flat row of operands and operators by precedence with two stacks, so that a row of any
 * length takes no recursion. Also the pipes, which stand below all operators.
 */
abstract class OperationBuilder extends StringBuilding {
  private static final int NOT_PRECEDENCE = 7;
  private static final int HAS_ATTR_PRECEDENCE = 11;
  private static final int NEGATE_PRECEDENCE = 12;

  private static final BinaryOperator[] BY_TOKEN = new BinaryOperator[128];

  static {
    BY_TOKEN[NixLexer.PLUS] = BinaryOperator.ADD;
    BY_TOKEN[NixLexer.MINUS] = BinaryOperator.SUBTRACT;
    BY_TOKEN[NixLexer.TIMES] = BinaryOperator.MULTIPLY;
    BY_TOKEN[NixLexer.SLASH] = BinaryOperator.DIVIDE;
    BY_TOKEN[NixLexer.CONCAT] = BinaryOperator.CONCAT;
    BY_TOKEN[NixLexer.UPDATE] = BinaryOperator.UPDATE;
    BY_TOKEN[NixLexer.EQUAL] = BinaryOperator.EQUAL;
    BY_TOKEN[NixLexer.NOT_EQUAL] = BinaryOperator.NOT_EQUAL;
    BY_TOKEN[NixLexer.LESS] = BinaryOperator.LESS;
    BY_TOKEN[NixLexer.GREATER] = BinaryOperator.GREATER;
    BY_TOKEN[NixLexer.LESS_OR_EQUAL] = BinaryOperator.LESS_OR_EQUAL;
    BY_TOKEN[NixLexer.GREATER_OR_EQUAL] = BinaryOperator.GREATER_OR_EQUAL;
    BY_TOKEN[NixLexer.AND] = BinaryOperator.AND;
    BY_TOKEN[NixLexer.OR] = BinaryOperator.OR;
    BY_TOKEN[NixLexer.IMPLIES] = BinaryOperator.IMPLIES;
  }

  // Operands with the span they had in the source, parentheses included.
  private @Nullable Expr[] operands = new @Nullable Expr[16];
  private int[] operandStarts = new int[16];
  private int[] operandEnds = new int[16];
  private int operandCount;

  // Operators that wait for their right operand; a null operator is a prefix, told by its
  // precedence.
  private @Nullable BinaryOperator[] operators = new @Nullable BinaryOperator[16];
  private byte[] precedences = new byte[16];
  private int[] operatorStarts = new int[16];
  private int operatorCount;

  OperationBuilder(TokenStream input) {
    super(input);
  }

  final int openOperation() {
    return operatorCount;
  }

  final void closeOperation(int mark) {
    reduceAbove(mark, 0);
    operandCount--;
    result = operand(operandCount);
  }

  /** Ends a row of operands: one is itself, several are a call. The outcome is an operand. */
  final void call(int mark, int at) {
    endCall(mark, at);
    pushOperand(result, at, previousEnd());
  }

  final void prefix(UnaryOperator operator) {
    int precedence = operator == UnaryOperator.NOT ? NOT_PRECEDENCE : NEGATE_PRECEDENCE;
    pushOperator(null, precedence, previousStart());
  }

  /**
   * The operator just passed: all waiting ones that bind stronger get what is there as right
   * operand.
   */
  final void infix(int mark) {
    BinaryOperator operator = BY_TOKEN[previousType()];
    int precedence = operator.precedence();
    Associativity associativity = operator.associativity();
    reduceAbove(mark, associativity == Associativity.LEFT ? precedence - 1 : precedence);
    if (associativity == Associativity.NONE
        && operatorCount > mark
        && precedences[operatorCount - 1] == precedence) {
      throw new SyntaxFault(
          "syntax error, unexpected '" + operator.text() + "'",
          previousStart(),
          previousEnd(),
          "comparisons do not chain; use parentheses or &&");
    }
    pushOperator(operator, precedence, previousStart());
  }

  /**
   * Called at a {@code ?}: makes the subject complete; returns the mark for the names that follow.
   */
  final int hasAttrSubject(int mark) {
    reduceAbove(mark, HAS_ATTR_PRECEDENCE);
    return markNames();
  }

  final void hasAttr(int names) {
    int at = operandCount - 1;
    int start = operandStarts[at];
    int end = previousEnd();
    operands[at] = new HasAttr(operand(at), takeNames(names), start, end);
    operandEnds[at] = end;
  }

  /**
   * {@code a |> f}: {@code a} lies at the mark, {@code f} is the result; the call takes their
   * place.
   */
  final void pipeInto(int mark) {
    replace(mark, call(result, List.of(node(mark)), result.start()));
    result = node(mark);
  }

  /** Ends {@code a |> f |> g}. */
  final void endPipeInto(int mark) {
    result = take(mark).getFirst();
  }

  /** Ends {@code g <| f <| a}. */
  final void endPipeFrom(int mark) {
    List<Expr> row = take(mark);
    Expr argument = row.getLast();
    for (int i = row.size() - 2; i >= 0; i--) {
      Expr function = row.get(i);
      argument = call(function, List.of(argument), function.start());
    }
    result = argument;
  }

  private void reduceAbove(int mark, int precedence) {
    while (operatorCount > mark && precedences[operatorCount - 1] > precedence) {
      reduce();
    }
  }

  private void reduce() {
    operatorCount--;
    BinaryOperator operator = operators[operatorCount];
    int operatorStart = operatorStarts[operatorCount];
    int right = operandCount - 1;
    int end = operandEnds[right];
    if (operator == null) {
      UnaryOperator prefix =
          precedences[operatorCount] == NOT_PRECEDENCE ? UnaryOperator.NOT : UnaryOperator.NEGATE;
      operands[right] = new Unary(prefix, operand(right), operatorStart, end);
      operandStarts[right] = operatorStart;
      return;
    }
    int left = right - 1;
    int start = operandStarts[left];
    operands[left] = new Binary(operator, operand(left), operand(right), operatorStart, start, end);
    operandEnds[left] = end;
    operandCount--;
  }

  private Expr operand(int at) {
    Expr operand = operands[at];
    if (operand == null) {
      throw new IllegalStateException("no operand");
    }
    return operand;
  }

  private void pushOperand(Expr operand, int start, int end) {
    if (operandCount == operands.length) {
      int larger = operandCount * 2;
      operands = Arrays.copyOf(operands, larger);
      operandStarts = Arrays.copyOf(operandStarts, larger);
      operandEnds = Arrays.copyOf(operandEnds, larger);
    }
    operands[operandCount] = operand;
    operandStarts[operandCount] = start;
    operandEnds[operandCount] = end;
    operandCount++;
  }

  private void pushOperator(@Nullable BinaryOperator operator, int precedence, int start) {
    if (operatorCount == operators.length) {
      int larger = operatorCount * 2;
      operators = Arrays.copyOf(operators, larger);
      precedences = Arrays.copyOf(precedences, larger);
      operatorStarts = Arrays.copyOf(operatorStarts, larger);
    }
    operators[operatorCount] = operator;
    precedences[operatorCount] = (byte) precedence;
    operatorStarts[operatorCount] = start;
    operatorCount++;
  }
}
