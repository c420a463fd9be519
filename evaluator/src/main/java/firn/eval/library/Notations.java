package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.EvalContext;
import firn.eval.print.JsonWriter;
import java.util.List;

/** Builtins that read and write other notations: JSON, XML, TOML. */
final class Notations {
  private Notations() {}

  static List<Builtin> of(EvalContext context) {
    return List.of(
        Builtin.unary(
            "toJSON",
            "e",
            "*e* as JSON. A set with `__toString` or `outPath` becomes a string; a path is copied"
                + " to the store.",
            v -> JsonWriter.write(v, context.coercion(), true)));
  }
}
