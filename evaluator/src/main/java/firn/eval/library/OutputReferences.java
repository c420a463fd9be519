package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.EvalContext;
import firn.eval.error.EvalException;
import firn.eval.value.Context;
import firn.eval.value.ContextElement;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import firn.store.DerivationOutput;
import firn.store.StorePath;
import java.util.List;

/** The builtin {@code outputOf}, there where the feature {@code dynamic-derivations} is wanted. */
final class OutputReferences {
  private static final String FEATURE = "dynamic-derivations";

  private final EvalContext context;

  private OutputReferences(EvalContext context) {
    this.context = context;
  }

  static List<Builtin> of(EvalContext context) {
    if (!context.settings().features().contains(FEATURE)) {
      return List.of();
    }
    OutputReferences o = new OutputReferences(context);
    return List.of(
        Builtin.binary(
            "outputOf",
            "derivation",
            "output",
            "The path of an output of the derivation that a string refers to; derivations that others"
                + " build cannot be asked.",
            o::outputOf));
  }

  private Value outputOf(Value derivation, Value output) {
    NixString text =
        Args.string(derivation, "while evaluating the first argument to builtins.outputOf");
    String name = Args.plain(output, "while evaluating the second argument to builtins.outputOf");
    String path = plainPath(text);
    StorePath drv = StorePath.parse(path);
    if (!drv.isDerivation()) {
      throw new EvalException("path '" + path + "' is not a derivation");
    }
    DerivationOutput found = context.store().readDerivation(drv).outputs().get(name);
    if (found == null) {
      throw new EvalException("derivation '" + path + "' does not have output '" + name + "'");
    }
    return NixString.of(
        found.requirePath().toString(), Context.of(new ContextElement.Output(path, name)));
  }

  /** The one path that the string names and refers to. */
  private static String plainPath(NixString text) {
    List<ContextElement> elements = text.context().elements();
    if (elements.size() != 1) {
      throw new EvalException(
          "string '"
              + text.bytes()
              + "' has "
              + elements.size()
              + " entries in its context. It should only have exactly one entry");
    }
    return switch (elements.getFirst()) {
      case ContextElement.DerivationClosure d ->
          throw new EvalException(
              "string '"
                  + text.bytes()
                  + "' has a context which refers to a complete source and binary closure. This is"
                  + " not supported at this time");
      case ContextElement.Output o ->
          throw new EvalException(
              "'"
                  + text.bytes()
                  + "' is what the derivation '"
                  + o.path()
                  + "' builds, and Firn does not know derivations that others build");
      case ContextElement.Opaque o -> {
        if (!o.path().equals(text.bytes())) {
          throw new EvalException(
              "path string '"
                  + text.bytes()
                  + "' has context with the different path '"
                  + o.path()
                  + "'");
        }
        yield o.path();
      }
    };
  }
}
