package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.Coercion;
import firn.eval.builtin.EvalContext;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Context;
import firn.eval.value.ContextElement;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.store.Derivation;
import firn.store.MalformedException;
import firn.store.StorePath;
import java.util.ArrayList;
import java.util.List;

/** {@code import} and {@code scopedImport}. */
final class Imports {
  private final EvalContext context;

  private Imports(EvalContext context) {
    this.context = context;
  }

  static List<Builtin> of(EvalContext context) {
    Imports i = new Imports(context);
    return List.of(
        Builtin.unary(
                "import",
                "path",
                "The value of the Nix file *path*, or of `default.nix` in the folder *path*.",
                i::load)
            .global(),
        Builtin.binary(
                "scopedImport",
                "scope",
                "path",
                "As `import`, with the attributes of *scope* as variables in the file.",
                (scope, path) ->
                    context.importScoped(
                        Args.attrs(scope, Args.first("scopedImport")), i.path(path)))
            .global());
  }

  private NixPath path(Value v) {
    Coercion.PathWithContext p =
        context.coercion().toPath(v, "while realising the context of a path");
    return p.context().isEmpty()
        ? p.path()
        : NixPath.of(context.realise(p.path().path(), p.context()));
  }

  private Value load(Value v) {
    NixPath path = path(v);
    StorePath derivation = derivation(path.path());
    return derivation == null ? context.importFile(path) : fromDerivation(derivation);
  }

  private @org.jspecify.annotations.Nullable StorePath derivation(String path) {
    if (!path.endsWith(Derivation.EXTENSION) || !StorePath.isInStore(path)) {
      return null;
    }
    try {
      StorePath object = StorePath.parse(path);
      return context.store().isValid(object) ? object : null;
    } catch (MalformedException e) {
      return null;
    }
  }

  /** A derivation that is in the store already, as {@code derivation} would have given it. */
  private Value fromDerivation(StorePath path) {
    Derivation drv = context.store().readDerivation(path);
    AttrsBuilder shared = new AttrsBuilder(drv.outputs().size() + 4);
    shared.put(
        "drvPath",
        NixString.of(
            path.toString(), Context.of(new ContextElement.DerivationClosure(path.toString()))));
    shared.put("name", NixString.of(drv.env().getOrDefault("name", "")));
    shared.put("type", NixString.of("derivation"));
    List<Value> names = new ArrayList<>();
    drv.outputs().keySet().forEach(o -> names.add(NixString.of(o)));
    shared.put("outputs", NixList.of(names));
    NixAttrs common = shared.build();
    AttrsBuilder byOutput = new AttrsBuilder(names.size());
    drv.outputs()
        .forEach((output, value) -> {
          String outPath = value.requirePath().toString();
          NixAttrs one =
              new AttrsBuilder(2)
                  .put(
                      "outPath",
                      NixString.of(
                          outPath, Context.of(new ContextElement.Output(path.toString(), output))))
                  .put("outputName", NixString.of(output))
                  .build();
          byOutput.put(Symbol.of(output), common.update(one));
        });
    NixAttrs outputs = byOutput.build();
    Value first = outputs.get(names.getFirst().asBytes());
    return first == null ? common : outputs.update(first.asAttrs());
  }
}
