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
    StringBuilder out = new StringBuilder();
    Context context = Context.NONE;
    for (Node part : parts) {
      Value v = value(part, frame);
      NixString piece = v instanceof NixString s ? s : coerced(v, part);
      if (parts.length == 1 && !path) {
        return piece;
      }
      out.append(piece.bytes());
      context = context.union(piece.context());
    }
    if (!path) {
      return NixString.of(out.toString(), context);
    }
    if (!context.isEmpty()) {
      throw new EvalException("a string that refers to a store path cannot be appended to a path")
          .at(place());
    }
    return NixPath.of(out.toString());
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
