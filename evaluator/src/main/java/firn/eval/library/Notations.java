package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.EvalContext;
import firn.eval.format.TomlReader;
import firn.eval.print.JsonWriter;
import firn.eval.print.XmlWriter;
import firn.eval.value.Value;
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
            v -> Args.counted(() -> JsonWriter.write(v, context.coercion(), true))),
        Builtin.unary("toXML", "e", "*e* as XML.", v -> XmlWriter.write(v, true, false)),
        Builtin.unary("fromJSON", "e", "The value of the JSON text *e*.", Notations::fromJson),
        Builtin.unary(
                "fromTOML",
                "e",
                "The value of the TOML text *e*.",
                v ->
                    TomlReader.read(
                        Args.plain(v, "while evaluating the argument passed to builtins.fromTOML"),
                        context.settings().features().contains("parse-toml-timestamps")))
            .global());
  }

  private static Value fromJson(Value v) {
    String text = Args.plain(v, Args.first("fromJSON"));
    return JsonReader.read(text);
  }
}
