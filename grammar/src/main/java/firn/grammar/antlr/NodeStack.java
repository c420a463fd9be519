package firn.grammar.antlr;

import firn.grammar.tree.AttrName;
import firn.grammar.tree.Call;
import firn.grammar.tree.Expr;
import firn.grammar.tree.StringLiteral;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.antlr.v4.runtime.TokenStream;

/**
 * The result of the last rule, the stacks of collected nodes and names, and how deep the rules
 * nest.
 */
abstract class NodeStack extends BareParser {
  private static final Expr NONE = new StringLiteral("", 0, 0);

  /** The expression that the last rule read. */
  protected Expr result = NONE;

  private Expr[] nodes = new Expr[32];
  private int nodeCount;
  private final ArrayList<AttrName> names = new ArrayList<>();
  private int depth;
  private int maximumDepth = Integer.MAX_VALUE;

  NodeStack(TokenStream input) {
    super(input);
  }

  final Expr result() {
    return result;
  }

  // Depth

  final void limitDepth(int maximum) {
    maximumDepth = maximum;
  }

  /** Enters an expression; returns its offset. */
  final int enter() {
    descend();
    return nextStart();
  }

  final void leave() {
    ascend();
  }

  final void descend() {
    if (++depth > maximumDepth) {
      throw new DepthExceeded(nextStart());
    }
  }

  final void ascend() {
    depth--;
  }

  // Offsets and texts of tokens

  final String text() {
    return tokens().text();
  }

  final int nextStart() {
    return tokens().start();
  }

  final int previousStart() {
    return tokens().previousStart();
  }

  final int previousEnd() {
    return tokens().previousEnd();
  }

  final int previousType() {
    return tokens().previousType();
  }

  final String previousText() {
    return text().substring(previousStart(), previousEnd());
  }

  /** The text of the token just passed, the same object for the same name where possible. */
  final String identifier() {
    return NameCache.name(text(), previousStart(), previousEnd());
  }

  // Nodes

  final int mark() {
    return nodeCount;
  }

  final void push() {
    push(result);
  }

  final void push(Expr node) {
    if (nodeCount == nodes.length) {
      nodes = Arrays.copyOf(nodes, nodeCount * 2);
    }
    nodes[nodeCount++] = node;
  }

  final int countAbove(int mark) {
    return nodeCount - mark;
  }

  final Expr node(int at) {
    return nodes[at];
  }

  final void replace(int at, Expr node) {
    nodes[at] = node;
  }

  /** Takes all nodes above the mark off the stack. */
  final List<Expr> take(int mark) {
    return take(mark, mark);
  }

  /** Takes off all nodes above the mark, and returns those from {@code first} on. */
  final List<Expr> take(int mark, int first) {
    int count = nodeCount - first;
    List<Expr> taken =
        switch (count) {
          case 0 -> List.of();
          case 1 -> List.of(nodes[first]);
          case 2 -> List.of(nodes[first], nodes[first + 1]);
          default ->
              Collections.unmodifiableList(
                  Arrays.asList(Arrays.copyOfRange(nodes, first, nodeCount)));
        };
    nodeCount = mark;
    return taken;
  }

  // Calls

  /** Called before each operand after the first: puts the function below its arguments. */
  final void startCall(int mark) {
    if (nodeCount == mark) {
      push();
    }
  }

  final void endCall(int mark, int at) {
    if (nodeCount > mark) {
      Expr function = nodes[mark];
      result = call(function, take(mark, mark + 1), at);
    }
  }

  /** A call; of a function that is a call itself, more arguments for it. */
  final Expr call(Expr function, List<Expr> arguments, int at) {
    if (function instanceof Call inner) {
      List<Expr> all = new ArrayList<>(inner.arguments().size() + arguments.size());
      all.addAll(inner.arguments());
      all.addAll(arguments);
      return new Call(inner.function(), List.copyOf(all), inner.start(), previousEnd());
    }
    return new Call(function, arguments, at, previousEnd());
  }

  // Steps of attribute paths

  final int markNames() {
    return names.size();
  }

  final List<AttrName> takeNames(int mark) {
    int count = names.size();
    if (count - mark == 1) {
      return List.of(names.removeLast());
    }
    List<AttrName> above = names.subList(mark, count);
    List<AttrName> taken = List.copyOf(above);
    above.clear();
    return taken;
  }

  final void name(int at) {
    names.add(new AttrName.Static(identifier(), at));
  }

  /** A quoted or interpolated step; static after all where it is a plain string. */
  final void computedName(int at) {
    names.add(
        result instanceof StringLiteral plain
            ? new AttrName.Static(plain.value(), at)
            : new AttrName.Dynamic(result, at));
  }

  /** The source nests deeper than the stack of this thread was made for. */
  static final class DepthExceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int offset;

    DepthExceeded(int offset) {
      super("depth exceeded", null, false, false);
      this.offset = offset;
    }

    SyntaxFault toFault(int maximum) {
      return new SyntaxFault(
          "expression is nested more than " + maximum + " levels deep",
          offset,
          offset,
          "bind inner parts to names with let");
    }
  }
}
