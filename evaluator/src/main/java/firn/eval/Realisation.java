package firn.eval;

import firn.eval.builtin.EvalContext;
import firn.eval.error.EvalException;
import firn.eval.value.Context;
import firn.eval.value.ContextElement;
import firn.store.StorePath;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes what strings refer to exist, for what reads it during evaluation. */
final class Realisation {
  private final EvalContext context;

  Realisation(EvalContext context) {
    this.context = context;
  }

  String realise(String bytes, Context references) {
    for (ContextElement element : references.elements()) {
      StorePath path = StorePath.parse(element.path());
      context.allow(path);
      switch (element) {
        case ContextElement.Opaque o -> context.store().ensure(path);
        case ContextElement.DerivationClosure d -> context.store().ensure(path);
        case ContextElement.Output o -> build(path, o.output());
      }
    }
    return bytes;
  }

  private void build(StorePath derivation, String output) {
    if (!context.settings().importFromDerivation()) {
      throw new EvalException(
          "cannot build '"
              + derivation
              + "^"
              + output
              + "' during evaluation because the option 'allow-import-from-derivation' is"
              + " disabled");
    }
    context.store().realise(List.of(derivation), List.of(output));
    StorePath path = context.store().readDerivation(derivation).outputPath(output);
    context.allow(path);
    if (context.settings().pure() || context.settings().restricted()) {
      allowClosure(path);
    }
  }

  /** What was built refers to other objects, which may be read with it. */
  private void allowClosure(StorePath built) {
    Set<StorePath> seen = new HashSet<>(Set.of(built));
    ArrayDeque<StorePath> work = new ArrayDeque<>(seen);
    while (!work.isEmpty()) {
      for (StorePath reference : context.store().references(work.removeFirst())) {
        if (seen.add(reference)) {
          context.allow(reference);
          work.add(reference);
        }
      }
    }
  }
}
