package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.Coercion;
import firn.eval.builtin.EvalContext;
import firn.eval.error.EvalException;
import firn.eval.fetch.FetchAttributes;
import firn.eval.fetch.FetchedTree;
import firn.eval.fetch.Fetcher;
import firn.eval.fetch.Input;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Context;
import firn.eval.value.ContextElement;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixInt;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The builtin {@code fetchMercurial}, which is older than {@code fetchTree} and gives other
 * attributes.
 */
final class MercurialFetcher {
  private static final Pattern REVISION = Pattern.compile("[0-9a-fA-F]{40}");
  private static final int SHORT = 12;

  private final EvalContext context;
  private final Fetcher fetcher;

  private MercurialFetcher(EvalContext context, Fetcher fetcher) {
    this.context = context;
    this.fetcher = fetcher;
  }

  static List<Builtin> of(EvalContext context, Fetcher fetcher) {
    MercurialFetcher f = new MercurialFetcher(context, fetcher);
    return List.of(
        Builtin.unary(
                "fetchMercurial",
                "args",
                "A Mercurial tree: *args* is a URL, or a set of `url` and perhaps `rev` (a commit, a"
                    + " branch or a tag) and `name`. It needs the program `hg`.",
                f::fetch)
            .global());
  }

  private String text(Value value) {
    return context
        .coercion()
        .toString(
            value,
            new Coercion.Manner(
                false,
                false,
                "while evaluating the `url` attribute passed to builtins.fetchMercurial"))
        .bytes();
  }

  private Value fetch(Value argument) {
    String url = "";
    String name = Fetcher.NAME;
    FetchAttributes attributes = FetchAttributes.EMPTY.with("type", "hg");
    if (argument.force() instanceof NixAttrs set) {
      for (Symbol symbol : set.names()) {
        Value value = set.require(symbol.name());
        switch (symbol.name()) {
          case "url" -> url = text(value);
          case "name" ->
              name =
                  Args.plain(
                      value,
                      "while evaluating the `name` attribute passed to builtins.fetchMercurial");
          case "rev" -> {
            String rev =
                Args.plain(
                    value,
                    "while evaluating the `rev` attribute passed to builtins.fetchMercurial");
            attributes = attributes.with(REVISION.matcher(rev).matches() ? "rev" : "ref", rev);
          }
          default ->
              throw new EvalException("unsupported argument '" + symbol + "' to 'fetchMercurial'");
        }
      }
      if (url.isEmpty()) {
        throw new EvalException("'url' argument required");
      }
    } else {
      url = text(argument);
    }
    context.checkUri(url);
    if (context.settings().pure() && !attributes.has("rev")) {
      throw new EvalException(
          "in pure evaluation mode, 'fetchMercurial' requires a Mercurial revision");
    }
    FetchedTree tree =
        fetcher.fetch(
            Input.of(attributes.with("url", url.contains("://") ? url : "file://" + url)), name);
    context.allow(tree.path());
    return described(tree);
  }

  /** A tree with uncommitted changes has a revision of zeroes. */
  private static NixAttrs described(FetchedTree tree) {
    AttrsBuilder set = new AttrsBuilder(5);
    String path = tree.path().toString();
    set.put("outPath", NixString.of(path, Context.of(new ContextElement.Opaque(path))));
    tree.input().ref().ifPresent(branch -> set.put("branch", NixString.of(branch)));
    String rev = tree.input().rev().orElse("0".repeat(40));
    set.put("rev", NixString.of(rev));
    set.put("shortRev", NixString.of(rev.substring(0, SHORT)));
    tree.input().revCount().ifPresent(count -> set.put("revCount", NixInt.of(count)));
    return set.build();
  }
}
