package firn.eval.code;

import firn.eval.builtin.Coercion;
import firn.eval.error.EvalException;
import firn.eval.error.Place;
import firn.eval.value.Context;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import firn.grammar.SourceText;

/** A string or path with {@code ${…}} in it. */
final class InterpolationNode extends Node {
  private final Coercion coercion;
  private final Node[] parts;
  private final boolean path;

  /**
   * @param path whether the result is a path; the first part is then the text it begins with
   */
  InterpolationNode(SourceText source, int start, Coercion coercion, Node[] parts, boolean path) {
    super(source, start);
    this.coercion = coercion;
    this.parts = parts;
    this.path = path;
  }

  @Override
  Value eval(Frame frame) {
    NixString first = piece(parts[0], frame);
    if (!path && parts.length == 1) {
      return first;
    }
    StringBuilder out = new StringBuilder();
    Context context = first.context();
    boolean grows = !path && first.isLong();
    if (!grows) {
      out.append(first.bytes());
    }
    for (int i = 1; i < parts.length; i++) {
      NixString piece = piece(parts[i], frame);
      out.append(piece.bytes());
      context = context.union(piece.context());
    }
    if (!path) {
      return grows ? first.append(out.toString(), context) : NixString.of(out.toString(), context);
    }
    if (!context.isEmpty()) {
      throw new EvalException("a string that refers to a store path cannot be appended to a path")
          .at(place());
    }
    return NixPath.of(out.toString());
  }

  private NixString piece(Node part, Frame frame) {
    Value v = value(part, frame);
    return v instanceof NixString s ? s : coerced(v, part);
  }

  private static Value value(Node part, Frame frame) {
    try {
      return part.eval(frame);
    } catch (EvalException e) {
      throw e.frame("in an operand of '+'", part.place());
    }
  }

  private NixString coerced(Value v, Node part) {
    // Nix places the error at the opening brace.
    int opening = source.text().lastIndexOf("${", part.start);
    Place place = new Place(source, Math.max(start, opening));
    return coercion.toString(
        v, new Coercion.Manner(false, !path, "while evaluating a path segment", place));
  }
}
