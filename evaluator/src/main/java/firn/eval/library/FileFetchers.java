package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.EvalContext;
import firn.eval.error.EvalException;
import firn.eval.fetch.Fetcher;
import firn.eval.value.Context;
import firn.eval.value.ContextElement;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.MalformedException;
import firn.store.StorePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builtins that fetch what a URL names: {@code fetchurl} and {@code fetchTarball}. */
final class FileFetchers {
  private static final String CHANNELS = "https://channels.nixos.org/";

  private final EvalContext context;
  private final Fetcher fetcher;

  private FileFetchers(EvalContext context, Fetcher fetcher) {
    this.context = context;
    this.fetcher = fetcher;
  }

  static List<Builtin> of(EvalContext context, Fetcher fetcher) {
    FileFetchers f = new FileFetchers(context, fetcher);
    return List.of(
        Builtin.unary(
            "fetchurl",
            "arg",
            "The file behind a URL, in the store: *arg* is the URL, or a set of `url`, `sha256` and"
                + " `name`. Pure evaluation needs the hash.",
            v -> f.fetch("fetchurl", v, false)),
        Builtin.unary(
                "fetchTarball",
                "args",
                "The tree of an archive behind a URL, in the store: *args* is the URL, or a set of"
                    + " `url`, `sha256` (of the tree) and `name`. Pure evaluation needs the hash.",
                v -> f.fetch("fetchTarball", v, true))
            .global());
  }

  private static String remedy(boolean set, boolean named) {
    if (!set) {
      return "Please pass an attribute set with 'url' and 'name' attributes to 'fetchurl',  so that"
          + " it can create a valid store path.";
    }
    return (named
            ? "Please change the value for the 'name' attribute passed to 'fetchurl'"
            : "Please add a valid 'name' attribute to the argument for 'fetchurl'")
        + ", so that it can create a valid store path.";
  }

  private Value fetch(String who, Value v, boolean unpack) {
    Value given = v.force();
    @Nullable String url = null;
    @Nullable String name = null;
    @Nullable Hash expected = null;
    if (given instanceof NixAttrs set) {
      for (Symbol symbol : set.names()) {
        Value value = set.require(symbol.name());
        switch (symbol.name()) {
          case "url" -> url = Args.plain(value, "while evaluating the url we should fetch");
          case "name" ->
              name = Args.plain(value, "while evaluating the name of the content we should fetch");
          case "sha256" ->
              expected =
                  Hashes.parse(
                      Args.plain(
                          value, "while evaluating the sha256 of the content we should fetch"),
                      HashAlgorithm.SHA256);
          default ->
              throw new EvalException("unsupported argument '" + symbol + "' to '" + who + "'")
                  .at(set.place(symbol));
        }
      }
      if (url == null) {
        throw new EvalException("'url' argument required");
      }
    } else {
      url = Args.plain(given, "while evaluating the url we should fetch");
    }
    if (unpack && url.startsWith("channel:")) {
      url = CHANNELS + url.substring("channel:".length()) + "/nixexprs.tar.xz";
    }
    context.checkUri(url);
    String object = name != null ? name : unpack ? Fetcher.NAME : baseName(url);
    try {
      StorePath.checkName(object);
    } catch (MalformedException e) {
      throw new EvalException(
          "invalid store path name when fetching URL '"
              + url
              + "': "
              + e.getMessage()
              + ". "
              + remedy(given instanceof NixAttrs, name != null));
    }
    if (context.settings().pure() && expected == null) {
      throw new EvalException(
          "in pure evaluation mode, '" + who + "' requires a 'sha256' argument");
    }
    StorePath path = fetcher.files().fetch(url, object, unpack, expected);
    context.allow(path);
    return NixString.of(path.toString(), Context.of(new ContextElement.Opaque(path.toString())));
  }

  private static String baseName(String url) {
    int end = url.endsWith("/") ? url.length() - 1 : url.length();
    return url.substring(url.lastIndexOf('/', end - 1) + 1, end);
  }
}
