package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.Coercion;
import firn.eval.builtin.EvalContext;
import firn.eval.error.EvalException;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Context;
import firn.eval.value.ContextElement;
import firn.eval.value.NixBool;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import firn.store.MalformedException;
import firn.store.SourceFilter.FileType;
import firn.store.StorePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** Builtins that read files, and those on paths. */
final class Files {
  private final EvalContext context;

  private Files(EvalContext context) {
    this.context = context;
  }

  static List<Builtin> of(EvalContext context) {
    Files f = new Files(context);
    return List.of(
        Builtin.unary("pathExists", "path", "Whether anything lies at *path*.", f::pathExists),
        Builtin.unary("readFile", "path", "The contents of the file *path*.", f::readFile),
        Builtin.unary(
            "readDir",
            "path",
            "The names in the folder *path*, each with its type: `regular`, `directory`, `symlink`"
                + " or `unknown`.",
            f::readDir),
        Builtin.unary(
            "readFileType",
            "p",
            "The type of the file *p*, as in `readDir`.",
            v -> NixString.of(name(context.files().type(f.path(v))))),
        Builtin.binary(
            "findFile",
            "search-path",
            "lookup-path",
            "The file that *lookup-path* means on *search-path*.",
            (s, p) ->
                context.findFile(
                    s,
                    Args.plain(
                        p, "while evaluating the second argument passed to builtins.findFile"))),
        Builtin.unary("baseNameOf", "x", "The last component of a path or string.", f::baseNameOf)
            .global(),
        Builtin.unary("dirOf", "s", "A path or string without its last component.", f::dirOf)
            .global(),
        Builtin.unary(
            "toPath",
            "s",
            "Deprecated: an absolute path as a string. Write `/. + s`.",
            v -> {
              Coercion.PathWithContext p = context.coercion().toPath(v, Args.first("toPath"));
              return NixString.of(p.path().path(), p.context());
            }),
        Builtin.unary(
            "storePath",
            "path",
            "*path*, which lies in the store, as a string that refers to it.",
            f::storePath));
  }

  static String name(FileType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /** A path whose context has been made to exist. */
  private String path(Value v) {
    Coercion.PathWithContext p =
        context.coercion().toPath(v, "while realising the context of a path");
    return p.context().isEmpty() ? p.path().path() : context.realise(p.path().path(), p.context());
  }

  private Value pathExists(Value v) {
    boolean folder =
        v.force() instanceof NixString s && (s.bytes().endsWith("/") || s.bytes().endsWith("/."));
    String path = path(v);
    if (!folder) {
      return NixBool.of(context.files().exists(path));
    }
    try {
      return NixBool.of(context.files().type(context.files().resolve(path)) == FileType.DIRECTORY);
    } catch (EvalException e) {
      return NixBool.FALSE;
    }
  }

  private Value readFile(Value v) {
    String path = path(v);
    String bytes = context.files().read(path);
    if (bytes.indexOf('\0') >= 0) {
      throw new EvalException(
          "the contents of the file '" + path + "' cannot be represented as a Nix string");
    }
    return NixString.of(bytes, references(path, bytes));
  }

  /** What a file in the store refers to, as far as the file itself names it. */
  private Context references(String path, String bytes) {
    if (!StorePath.isInStore(path)) {
      return Context.NONE;
    }
    List<ContextElement> found = new ArrayList<>();
    try {
      StorePath object = StorePath.containing(path);
      if (context.store().isValid(object)) {
        for (StorePath reference : context.store().references(object)) {
          if (bytes.contains(reference.hashPart())) {
            found.add(new ContextElement.Opaque(reference.toString()));
          }
        }
      }
    } catch (MalformedException e) {
      return Context.NONE;
    }
    return Context.of(found);
  }

  private Value readDir(Value v) {
    SortedMap<String, FileType> entries = context.files().list(path(v));
    AttrsBuilder set = new AttrsBuilder(entries.size());
    entries.forEach((entry, type) -> set.put(entry, NixString.of(name(type))));
    return set.build();
  }

  private NixString text(Value v, String purpose) {
    return context.coercion().toString(v, new Coercion.Manner(false, false, purpose));
  }

  private Value baseNameOf(Value v) {
    NixString s = text(v, Args.first("baseNameOf"));
    String path = s.bytes();
    int end = path.length() > 1 && path.endsWith("/") ? path.length() - 1 : path.length();
    int slash = path.lastIndexOf('/', end - 1);
    return NixString.of(path.substring(slash + 1, end), s.context());
  }

  private Value dirOf(Value v) {
    if (v.force() instanceof NixPath p) {
      return p.parent();
    }
    NixString s = text(v, "while evaluating the first argument passed to 'builtins.dirOf'");
    int slash = s.bytes().lastIndexOf('/');
    String folder = slash < 0 ? "." : slash == 0 ? "/" : s.bytes().substring(0, slash);
    return NixString.of(folder, s.context());
  }

  private Value storePath(Value v) {
    if (context.settings().pure()) {
      throw new EvalException("'builtins.storePath' is not allowed in pure evaluation mode");
    }
    Coercion.PathWithContext p =
        context
            .coercion()
            .toPath(v, "while evaluating the first argument passed to 'builtins.storePath'");
    String path = p.path().path();
    boolean direct = StorePath.isInStore(path) && path.lastIndexOf('/') == 10;
    if (!direct) {
      path = context.files().resolve(path);
    }
    try {
      StorePath object = StorePath.containing(path);
      context.store().ensure(object);
      return NixString.of(
          path, p.context().union(Context.of(new ContextElement.Opaque(object.toString()))));
    } catch (MalformedException e) {
      throw new EvalException("path '" + path + "' is not in the Nix store", e);
    }
  }
}
