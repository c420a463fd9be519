package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.Coercion;
import firn.eval.builtin.EvalContext;
import firn.eval.error.EvalException;
import firn.eval.value.Context;
import firn.eval.value.ContextElement;
import firn.eval.value.Functions;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.store.ContentAddress;
import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.MalformedException;
import firn.store.SourceFilter;
import firn.store.SourceTree;
import firn.store.StorePath;
import firn.store.StorePaths;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builtins that add files to the store. */
final class Sources {
  private final EvalContext context;

  private Sources(EvalContext context) {
    this.context = context;
  }

  static List<Builtin> of(EvalContext context) {
    Sources s = new Sources(context);
    return List.of(
        Builtin.binary(
            "filterSource",
            "e1",
            "e2",
            "Copies the folder *e2* to the store, without the files for which *e1*, applied to path"
                + " and type, answers false.",
            s::filterSource),
        Builtin.unary(
            "path",
            "args",
            "Copies `path` to the store, perhaps under another `name`, through a `filter`, as one"
                + " flat file where `recursive` is false, checked against `sha256`.",
            s::path),
        Builtin.binary(
            "toFile", "name", "s", "Writes *s* to the store as a file *name*.", s::toFile));
  }

  private Value filterSource(Value f, Value p) {
    Coercion.PathWithContext path =
        context
            .coercion()
            .toPath(
                p,
                "while evaluating the second argument (the path to filter) passed to"
                    + " 'builtins.filterSource'");
    Value filter = Args.function(f, Args.first("filterSource"));
    return add(
        new Request(path, path.path().baseName(), filter, ContentAddress.Method.RECURSIVE, null));
  }

  private record Request(
      Coercion.PathWithContext path,
      String name,
      @Nullable Value filter,
      ContentAddress.Method method,
      @Nullable Hash expected) {}

  private Value path(Value v) {
    NixAttrs arguments = Args.attrs(v, "while evaluating the argument passed to 'builtins.path'");
    Coercion.PathWithContext path = null;
    String name = "";
    Value filter = null;
    ContentAddress.Method method = ContentAddress.Method.RECURSIVE;
    Hash expected = null;
    for (int i = 0; i < arguments.size(); i++) {
      Symbol argument = arguments.symbol(i);
      Value value = arguments.value(i);
      switch (argument.name()) {
        case "path" -> path = pathAttribute(value);
        case "name" ->
            name =
                Args.plain(value, "while evaluating the `name` attribute passed to builtins.path");
        case "filter" ->
            filter =
                Args.function(
                    value, "while evaluating the `filter` parameter passed to builtins.path");
        case "recursive" ->
            method =
                Args.bool(
                        value, "while evaluating the `recursive` attribute passed to builtins.path")
                    ? ContentAddress.Method.RECURSIVE
                    : ContentAddress.Method.FLAT;
        case "sha256" ->
            expected =
                Hashes.parse(
                    Args.plain(
                        value, "while evaluating the `sha256` attribute passed to builtins.path"),
                    HashAlgorithm.SHA256);
        default ->
            throw new EvalException("unsupported argument '" + argument + "' to 'builtins.path'")
                .at(arguments.place(argument));
      }
    }
    if (path == null) {
      throw new EvalException(
          "missing required 'path' attribute in the first argument to 'builtins.path'");
    }
    return add(
        new Request(
            path, name.isEmpty() ? path.path().baseName() : name, filter, method, expected));
  }

  private Coercion.PathWithContext pathAttribute(Value v) {
    return context
        .coercion()
        .toPath(v, "while evaluating the 'path' attribute passed to 'builtins.path'");
  }

  private Value add(Request request) {
    String path = request.path().path().path();
    try {
      String realised = context.realise(path, request.path().context());
      if (request.expected() != null) {
        StorePath there =
            StorePaths.fixed(
                request.name(), new ContentAddress(request.method(), request.expected()));
        if (context.store().isValid(there)) {
          return stored(there);
        }
      }
      StorePath added = context.store().addSource(tree(request, realised));
      if (request.expected() != null) {
        StorePath wanted =
            StorePaths.fixed(
                request.name(), new ContentAddress(request.method(), request.expected()));
        if (!wanted.equals(added)) {
          throw new EvalException(
              "store path mismatch in (possibly filtered) path added from '" + path + "'");
        }
      }
      return stored(added);
    } catch (MalformedException e) {
      throw new EvalException(String.valueOf(e.getMessage()), e)
          .frame("while adding path '" + path + "'", null);
    } catch (EvalException e) {
      throw e.frame("while adding path '" + path + "'", null);
    }
  }

  private SourceTree tree(Request request, String path) {
    String resolved = context.files().resolve(path);
    Value filter = request.filter();
    SourceFilter includes =
        filter == null
            ? SourceFilter.ALL
            : (below, type) -> includes(filter, path + "/" + below, type);
    return new SourceTree(
        request.name(),
        context.files().physical(resolved),
        request.method(),
        HashAlgorithm.SHA256,
        includes);
  }

  private static boolean includes(Value filter, String path, SourceFilter.FileType type) {
    return Args.bool(
        Functions.call(filter, NixString.of(path), NixString.of(Files.name(type))),
        "while evaluating the return value of the path filter function");
  }

  private Value stored(StorePath path) {
    context.allow(path);
    return NixString.of(path.toString(), Context.of(new ContextElement.Opaque(path.toString())));
  }

  private Value toFile(Value n, Value s) {
    String name = Args.plain(n, Args.first("toFile"));
    NixString text = Args.string(s, Args.second("toFile"));
    List<StorePath> references = new ArrayList<>();
    for (ContextElement element : text.context().elements()) {
      if (!(element instanceof ContextElement.Opaque o)) {
        throw new EvalException(
            "files created by builtins.toFile may not reference derivations, but "
                + name
                + " references "
                + element.encoded());
      }
      references.add(StorePath.parse(o.path()));
    }
    try {
      return stored(context.store().addText(name, text.bytes(), references));
    } catch (MalformedException e) {
      throw new EvalException(String.valueOf(e.getMessage()), e);
    }
  }
}
