package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.Coercion;
import firn.eval.builtin.EvalContext;
import firn.eval.error.EvalException;
import firn.eval.fetch.FetchAttributes;
import firn.eval.fetch.FetchedTree;
import firn.eval.fetch.Fetcher;
import firn.eval.fetch.Input;
import firn.eval.fetch.Registries;
import firn.eval.fetch.TreeAttributes;
import firn.eval.value.Expected;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixInt;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.store.MalformedException;
import java.util.List;

/** Builtins that fetch trees: {@code fetchTree}, {@code fetchGit}. */
final class Fetchers {
  private final EvalContext context;
  private final Fetcher fetcher;

  private Fetchers(EvalContext context, Fetcher fetcher) {
    this.context = context;
    this.fetcher = fetcher;
  }

  static List<Builtin> of(EvalContext context, Fetcher fetcher) {
    Fetchers f = new Fetchers(context, fetcher);
    return List.of(
        Builtin.unary(
                "fetchTree",
                "input",
                "The tree that *input* describes, a set with a `type` (`git`, `github`, `gitlab`,"
                    + " `sourcehut`, `hg`, `tarball`, `file`, `path`) or a URL: a set of `outPath`,"
                    + " `narHash`, `lastModified` and what else the type knows.",
                v -> f.tree("fetchTree", v, false))
            .global(),
        Builtin.unary(
                "fetchGit",
                "args",
                "A Git tree: *args* is a URL, or a set of `url` and perhaps `rev`, `ref`, `name`,"
                    + " `submodules`, `shallow`, `allRefs`, `exportIgnore`, `narHash`.",
                v -> f.tree("fetchGit", v, true))
            .global());
  }

  private Value tree(String who, Value v, boolean git) {
    Value given = v.force();
    String name = Fetcher.NAME;
    Input input;
    if (given instanceof NixAttrs set) {
      FetchAttributes attributes = attributes(who, set, git);
      if (git) {
        name = attributes.text("name").orElse(name);
        attributes = attributes.without("name");
      }
      input = Input.of(attributes);
    } else {
      String url =
          context
              .coercion()
              .toString(
                  given,
                  new Coercion.Manner(
                      false, false, "while evaluating the first argument passed to the fetcher"))
              .bytes();
      input =
          git
              ? Input.of(withDefaults(FetchAttributes.EMPTY.with("type", "git").with("url", url)))
              : Input.ofUrl(url);
    }
    return fetch(who, input, name, git);
  }

  private Value fetch(String who, Input given, String name, boolean git) {
    Input input = given;
    if (!context.settings().pure() && !input.isDirect()) {
      input = new Registries(fetcher).resolve(input, false).input();
    }
    if (context.settings().pure() && !input.isLocked()) {
      if (input.narHash().isEmpty()) {
        throw new EvalException(
            "in pure evaluation mode, '" + who + "' doesn't fetch unlocked input '" + input + "'");
      }
      context.log(
          "warning: Input '"
              + input
              + "' is unlocked (e.g. lacks a Git revision) but is checked by NAR hash. This is not"
              + " reproducible and will break after garbage collection or when shared.");
    }
    context.checkUri(input.toString());
    try {
      FetchedTree tree = fetcher.fetch(input, name);
      context.allow(tree.path());
      return TreeAttributes.of(tree, git);
    } catch (MalformedException e) {
      throw new EvalException(String.valueOf(e.getMessage()), e);
    }
  }

  private FetchAttributes attributes(String who, NixAttrs set, boolean git) {
    FetchAttributes attributes = FetchAttributes.EMPTY;
    if (git) {
      attributes = attributes.with("type", "git");
    } else if (!set.has("type")) {
      throw new EvalException("argument 'type' is missing in call to '" + who + "'");
    }
    for (Symbol symbol : set.names()) {
      String name = symbol.name();
      Value value = set.require(name).force();
      attributes =
          switch (value) {
            case NixString s -> attributes.with(name, s.bytes());
            case NixPath p -> attributes.with(name, location(name, p));
            case NixAttrs a when name.equals("url") || name.equals("path") ->
                attributes.with(name, context.coercion().toString(a, false, false).bytes());
            case NixBool b -> attributes.with(name, b.value());
            case NixInt i when i.value() >= 0 -> attributes.with(name, i.value());
            case NixInt i ->
                throw new EvalException(
                    "negative value given for '" + who + "' argument '" + name + "': " + i.value());
            default ->
                throw new firn.eval.error.TypeException(
                    "argument '"
                        + name
                        + "' to '"
                        + who
                        + "' is "
                        + Expected.describe(value)
                        + " while a string, Boolean or integer is expected");
          };
    }
    if (!git && attributes.has("name")) {
      throw new EvalException("argument 'name' isn't supported in call to '" + who + "'");
    }
    return git ? withDefaults(attributes) : attributes;
  }

  private static String location(String name, NixPath path) {
    if (!name.equals("url") && !name.equals("path")) {
      throw Expected.error("a string", path);
    }
    return path.path();
  }

  private static FetchAttributes withDefaults(FetchAttributes attributes) {
    return attributes.has("exportIgnore") || attributes.flag("submodules")
        ? attributes
        : attributes.with("exportIgnore", true);
  }
}
