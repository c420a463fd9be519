package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.EvalContext;
import firn.eval.error.EvalException;
import firn.eval.value.Context;
import firn.eval.value.ContextElement;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.store.MalformedException;
import firn.store.PathInfo;
import firn.store.StorePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The builtin {@code fetchClosure}, there where the feature {@code fetch-closure} is wanted. */
final class ClosureFetcher {
  private static final String NAME = "fetchClosure";
  private static final String FEATURE = "fetch-closure";

  private final EvalContext context;

  private ClosureFetcher(EvalContext context) {
    this.context = context;
  }

  static List<Builtin> of(EvalContext context) {
    if (!context.settings().features().contains(FEATURE)) {
      return List.of();
    }
    ClosureFetcher f = new ClosureFetcher(context);
    return List.of(
        Builtin.unary(
            NAME,
            "args",
            "A store path with all it refers to, from the binary cache `fromStore`: `fromPath`, which"
                + " is content-addressed, or anything where `inputAddressed = true`.",
            f::fetch));
  }

  /** What the attributes say. */
  private static final class Call {
    @Nullable String store;
    @Nullable StorePath from;
    @Nullable StorePath to;
    boolean inputAddressed;
  }

  private Value fetch(Value argument) {
    NixAttrs set = Args.attrs(argument, "while evaluating the argument passed to builtins." + NAME);
    Call call = new Call();
    for (Symbol symbol : set.names()) {
      String purpose = "while evaluating the attribute '" + symbol + "' passed to builtins." + NAME;
      Value value = set.require(symbol.name());
      switch (symbol.name()) {
        case "fromStore" -> call.store = Args.plain(value, purpose);
        case "fromPath" -> call.from = path(value);
        case "toPath" -> call.to = path(value);
        case "inputAddressed" -> call.inputAddressed = Args.bool(value, purpose);
        default ->
            throw new EvalException(
                "attribute '" + symbol + "' isn't supported in call to '" + NAME + "'");
      }
    }
    return fetch(call);
  }

  private StorePath path(Value value) {
    String text = context.coercion().toString(value, false, false).bytes();
    try {
      return StorePath.parse(text);
    } catch (MalformedException e) {
      throw new EvalException("'" + text + "' is not a store path", e);
    }
  }

  private Value fetch(Call call) {
    String store = call.store;
    StorePath from = call.from;
    if (store == null || from == null) {
      String missing = from == null ? "fromPath" : "fromStore";
      throw new EvalException("attribute '" + missing + "' is missing in call to '" + NAME + "'");
    }
    checkCache(store);
    StorePath to = call.to;
    if (to != null && call.inputAddressed) {
      throw new EvalException(
          "attribute 'inputAddressed' is set to true, but 'toPath' is also set; one of them must go");
    }
    if (to != null && context.store().isValid(to)) {
      return result(to);
    }
    PathInfo info = context.store().copyFrom(store, from);
    boolean addressed = info.contentAddress() != null;
    if (to != null && !(addressed && to.equals(from))) {
      throw new EvalException(
          "Firn does not rewrite '"
              + from
              + "' into the content-addressed '"
              + to
              + "'; set inputAddressed = true instead of 'toPath', or name a path that is content-addressed");
    }
    if (addressed == call.inputAddressed) {
      throw new EvalException(
          addressed
              ? "the store object referred to by 'fromPath' at '"
                  + from
                  + "' is not input-addressed, but 'inputAddressed' is set to 'true'"
              : "the 'fromPath' value '"
                  + from
                  + "' is input-addressed, but 'inputAddressed' is set to 'false' (default)");
    }
    return result(from);
  }

  private static void checkCache(String url) {
    if (!url.matches("(https?|file)://.*")) {
      throw new EvalException(
          "'" + NAME + "' only supports http://, https:// and file:// stores, not '" + url + "'");
    }
    if (url.indexOf('?') >= 0) {
      throw new EvalException(
          "'" + NAME + "' does not support URL query parameters (in '" + url + "')");
    }
  }

  private Value result(StorePath path) {
    context.allow(path);
    String text = path.toString();
    return NixString.of(text, Context.of(new ContextElement.Opaque(text)));
  }
}
