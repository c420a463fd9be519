package firn.eval.code;

import firn.eval.value.Value;
import firn.grammar.SourceText;
import org.jspecify.annotations.Nullable;

/** {@code x: body} or {@code { a, b }: body}. */
abstract class LambdaNode extends Node {
  final @Nullable String name;
  final Node body;

  /**
   * @param name what the function is bound to, where that is known
   */
  LambdaNode(SourceText source, int start, @Nullable String name, Node body) {
    super(source, start);
    this.name = name;
    this.body = body;
  }

  /** The name of the whole argument, if it has one. */
  abstract @Nullable String argumentName();

  /** The frame of a call. */
  abstract Frame bind(Frame outer, Value argument);

  @Override
  Value eval(Frame frame) {
    return new Closure(this, frame);
  }

  @Override
  Value delay(Frame frame) {
    return new Closure(this, frame);
  }

  String describedName() {
    return name == null ? "anonymous lambda" : "'" + name + "'";
  }

  /** As a profile shows it. */
  @Override
  public final String toString() {
    return (name == null ? "lambda" : name) + " " + place();
  }

  /** {@code x: body}. */
  static final class Simple extends LambdaNode {
    private final String argument;

    Simple(SourceText source, int start, @Nullable String name, String argument, Node body) {
      super(source, start, name, body);
      this.argument = argument;
    }

    @Override
    String argumentName() {
      return argument;
    }

    @Override
    Frame bind(Frame outer, Value argument) {
      return new Frame(outer, argument);
    }
  }
}
