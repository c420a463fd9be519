package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.Coercion;
import firn.eval.builtin.EvalContext;
import firn.eval.error.EvalException;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Context;
import firn.eval.value.ContextElement;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.store.MalformedException;
import firn.store.StorePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Builtins on the contexts of strings. */
final class Contexts {
  private final EvalContext evaluator;

  private Contexts(EvalContext evaluator) {
    this.evaluator = evaluator;
  }

  static List<Builtin> of(EvalContext context) {
    Contexts c = new Contexts(context);
    return List.of(
        Builtin.unary(
            "hasContext",
            "s",
            "Whether *s* refers to store paths.",
            v ->
                NixBool.of(
                    !Args.string(v, "while evaluating the argument passed to builtins.hasContext")
                        .context()
                        .isEmpty())),
        Builtin.unary(
            "getContext",
            "s",
            "What *s* refers to: a set from store paths to `path`, `allOutputs` and `outputs`.",
            Contexts::get),
        Builtin.binary(
            "appendContext",
            "s",
            "context",
            "*s*, referring also to what *context* says, in the form of `getContext`.",
            c::append),
        Builtin.unary(
            "unsafeDiscardStringContext",
            "s",
            "*s* without what it refers to.",
            v -> NixString.of(c.coerce(v, "unsafeDiscardStringContext").bytes())),
        Builtin.unary(
            "unsafeDiscardOutputDependency",
            "s",
            "*s*, where whole derivations it refers to become plain paths.",
            v ->
                c.mapped(
                    v,
                    "unsafeDiscardOutputDependency",
                    e ->
                        e instanceof ContextElement.DerivationClosure d
                            ? new ContextElement.Opaque(d.path())
                            : e)),
        Builtin.unary(
            "addDrvOutputDependencies",
            "s",
            "*s*, where the one plain derivation path it refers to becomes the whole derivation.",
            c::addOutputs));
  }

  private NixString coerce(Value v, String name) {
    String purpose = "while evaluating the argument passed to builtins." + name;
    return evaluator.coercion().toString(v, new Coercion.Manner(false, true, purpose));
  }

  private Value mapped(Value v, String name, UnaryOperator<ContextElement> change) {
    NixString s = coerce(v, name);
    return NixString.of(
        s.bytes(), Context.of(s.context().elements().stream().map(change).toList()));
  }

  private Value addOutputs(Value v) {
    NixString s = coerce(v, "addDrvOutputDependencies");
    List<ContextElement> elements = s.context().elements();
    if (elements.size() != 1) {
      throw new EvalException(
          "context of string '"
              + s.bytes()
              + "' must have exactly one element, but has "
              + elements.size());
    }
    return switch (elements.getFirst()) {
      case ContextElement.DerivationClosure d -> s;
      case ContextElement.Output o ->
          throw new EvalException(
              "`addDrvOutputDependencies` can only act on derivations, not on a derivation output"
                  + " such as '"
                  + o.output()
                  + "'");
      case ContextElement.Opaque o -> {
        if (!o.path().endsWith(".drv")) {
          throw new EvalException("path '" + o.path() + "' is not a derivation");
        }
        yield NixString.of(s.bytes(), Context.of(new ContextElement.DerivationClosure(o.path())));
      }
    };
  }

  private static final class Info {
    private boolean path;
    private boolean allOutputs;
    private final List<Value> outputs = new ArrayList<>();

    NixAttrs toSet() {
      AttrsBuilder set = new AttrsBuilder(3);
      if (path) {
        set.put("path", NixBool.TRUE);
      }
      if (allOutputs) {
        set.put("allOutputs", NixBool.TRUE);
      }
      if (!outputs.isEmpty()) {
        set.put("outputs", NixList.of(outputs));
      }
      return set.build();
    }
  }

  private static Value get(Value v) {
    Context context =
        Args.string(v, "while evaluating the argument passed to builtins.getContext").context();
    Map<String, Info> infos = new LinkedHashMap<>();
    for (ContextElement element : context.elements()) {
      Info info = infos.computeIfAbsent(element.path(), p -> new Info());
      switch (element) {
        case ContextElement.Opaque o -> info.path = true;
        case ContextElement.DerivationClosure d -> info.allOutputs = true;
        case ContextElement.Output o -> info.outputs.add(NixString.of(o.output()));
      }
    }
    AttrsBuilder set = new AttrsBuilder(infos.size());
    infos.forEach((path, info) -> set.put(path, info.toSet()));
    return set.build();
  }

  private Value append(Value v, Value added) {
    NixString s = Args.string(v, Args.first("appendContext"));
    NixAttrs set = Args.attrs(added, Args.second("appendContext"));
    List<ContextElement> elements = new ArrayList<>(s.context().elements());
    for (Symbol name : set.names()) {
      Value info = set.get(name);
      if (info == null) {
        continue;
      }
      try {
        evaluator.store().ensure(StorePath.parse(name.name()));
      } catch (MalformedException e) {
        throw new EvalException("context key '" + name + "' is not a store path", e)
            .at(set.place(name));
      }
      elements(
          name.name(),
          Args.attrs(info, "while evaluating the value of a string context"),
          elements);
    }
    return NixString.of(s.bytes(), Context.of(elements));
  }

  private static void elements(String path, NixAttrs info, List<ContextElement> into) {
    Value plain = info.get("path");
    if (plain != null
        && Args.bool(plain, "while evaluating the `path` attribute of a string context")) {
      into.add(new ContextElement.Opaque(path));
    }
    Value all = info.get("allOutputs");
    if (all != null
        && Args.bool(all, "while evaluating the `allOutputs` attribute of a string context")) {
      requireDerivation(path, "all-outputs");
      into.add(new ContextElement.DerivationClosure(path));
    }
    Value outputs = info.get("outputs");
    if (outputs == null) {
      return;
    }
    NixList names =
        Args.list(outputs, "while evaluating the `outputs` attribute of a string context");
    if (names.size() > 0) {
      requireDerivation(path, "derivation output");
    }
    for (Value name : names.items()) {
      into.add(
          new ContextElement.Output(
              path, Args.plain(name, "while evaluating an output name within a string context")));
    }
  }

  private static void requireDerivation(String path, String kind) {
    if (!path.endsWith(".drv")) {
      throw new EvalException(
          "tried to add "
              + kind
              + " context of "
              + path
              + ", which is not a derivation, to a string");
    }
  }
}
