package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.EvalContext;
import firn.eval.error.EvalException;
import firn.eval.error.Place;
import firn.eval.error.TraceFrame;
import firn.eval.error.TypeException;
import firn.eval.value.NixAttrs;
import firn.eval.value.Symbol;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import firn.grammar.SourceText;
import java.util.List;

/** {@code derivation} and {@code derivationStrict}. */
final class Derivations {
  private static final Symbol NAME = Symbol.of("name");

  /** The lazy face of {@code derivationStrict}: one set for each output, each with all others. */
  private static final String DERIVATION =
      """
      arguments@{ outputs ? [ "out" ], ... }:
      let
        made = derivationStrict arguments;
        byOutput = map (output: {
          name = output;
          value = shared // {
            type = "derivation";
            outputName = output;
            outPath = made.${output};
            drvPath = made.drvPath;
          };
        }) outputs;
        shared = arguments // builtins.listToAttrs byOutput // {
          drvAttrs = arguments;
          all = map (output: output.value) byOutput;
        };
      in
      (builtins.head byOutput).value
      """;

  private final EvalContext context;

  private Derivations(EvalContext context) {
    this.context = context;
  }

  static List<Builtin> of(EvalContext context) {
    Derivations d = new Derivations(context);
    SourceText text = SourceText.ofLatin1("<nix/derivation-internal.nix>", DERIVATION);
    return List.of(
        Builtin.constant(
                "derivation",
                "The derivation that a set of attributes describes, with a set for each output.",
                Thunk.of(() -> context.evalSource(text)))
            .global(),
        Builtin.unary(
                "derivationStrict",
                "attrs",
                "Writes the derivation that *attrs* describe: a set of `drvPath` and the path of"
                    + " each output.",
                d::derivationStrict)
            .global());
  }

  private Value derivationStrict(Value v) {
    NixAttrs attrs =
        Args.attrs(v, "while evaluating the argument passed to builtins.derivationStrict");
    Value given = attrs.get(NAME);
    if (given == null) {
      throw new TypeException("attribute 'name' missing")
          .frame("in the attrset passed as argument to builtins.derivationStrict", null);
    }
    Place place = attrs.place(NAME);
    String name;
    try {
      name =
          Args.plain(
              given, "while evaluating the `name` attribute passed to builtins.derivationStrict");
    } catch (EvalException e) {
      throw e.frame("while evaluating the derivation attribute 'name'", place);
    }
    try {
      return Args.counted(() -> new DerivationBuilder(context, name, attrs).build());
    } catch (EvalException e) {
      String where = place == null ? "" : "\n  whose name attribute is located at " + place;
      throw e.frame(
          new TraceFrame(
              "while evaluating derivation '" + name + "'" + where, null, TraceFrame.Shown.ALWAYS));
    }
  }
}
