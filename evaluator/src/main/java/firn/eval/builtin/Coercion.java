package firn.eval.builtin;

import firn.eval.error.EvalException;
import firn.eval.error.TypeException;
import firn.eval.value.Context;
import firn.eval.value.ContextElement;
import firn.eval.value.Expected;
import firn.eval.value.Floats;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixFloat;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.eval.value.ValuePrinter;
import firn.store.SourceTree;
import firn.store.StorePath;
import java.util.concurrent.ConcurrentHashMap;

/** Turns values into strings and paths (Nix manual, "String interpolation", "toString"). */
public final class Coercion {
  private static final Symbol TO_STRING = Symbol.of("__toString");
  private static final Symbol OUT_PATH = Symbol.of("outPath");
  private static final int MAX_DEPTH = 10_000;

  private final EvalContext context;
  private final ConcurrentHashMap<String, NixString> copied = new ConcurrentHashMap<>();

  public Coercion(EvalContext context) {
    this.context = context;
  }

  /**
   * A value as a string.
   *
   * @param more whether numbers, Booleans, null and lists are allowed too
   * @param copy whether a path is copied to the store, giving its path there
   * @throws TypeException if the value is of another kind
   */
  public NixString toString(Value value, boolean more, boolean copy) {
    return toString(value, more, copy, 0);
  }

  private NixString toString(Value value, boolean more, boolean copy, int depth) {
    if (depth > MAX_DEPTH) {
      throw firn.eval.value.CallStack.tooDeep();
    }
    Value v = value.force();
    return switch (v) {
      case NixString s -> s;
      case NixPath p -> copy ? copyToStore(p) : NixString.of(p.path());
      case NixAttrs a -> {
        Value toString = a.get(TO_STRING);
        if (toString != null) {
          yield toString(callToString(toString, a), more, copy, depth + 1);
        }
        Value outPath = a.get(OUT_PATH);
        if (outPath == null) {
          throw cannot(v);
        }
        yield toString(outPath, more, copy, depth + 1);
      }
      case NixBool b when more -> NixString.of(b.value() ? "1" : "");
      case NixInt i when more -> NixString.of(Long.toString(i.value()));
      case NixFloat f when more -> NixString.of(Floats.fixed(f.value()));
      case NixNull n when more -> NixString.EMPTY;
      case NixList l when more -> list(l, copy, depth);
      default -> throw cannot(v);
    };
  }

  private static Value callToString(Value function, NixAttrs self) {
    try {
      return function.call(self);
    } catch (EvalException e) {
      throw e.frame(
          "while evaluating the result of the `__toString` attribute", self.place(TO_STRING));
    }
  }

  private NixString list(NixList list, boolean copy, int depth) {
    StringBuilder out = new StringBuilder();
    Context all = Context.NONE;
    for (int i = 0; i < list.size(); i++) {
      NixString piece;
      try {
        piece = toString(list.get(i), true, copy, depth + 1);
      } catch (EvalException e) {
        throw e.frame("while evaluating one element of the list", null);
      }
      out.append(piece.bytes());
      all = all.union(piece.context());
      boolean emptyList = list.get(i).force() instanceof NixList l && l.size() == 0;
      if (i < list.size() - 1 && !emptyList) {
        out.append(' ');
      }
    }
    return NixString.of(out.toString(), all);
  }

  private static TypeException cannot(Value v) {
    return new TypeException(
        "cannot coerce " + Expected.describe(v) + " to a string: " + ValuePrinter.forMessage(v));
  }

  /** The store path of a file or folder, copied there under its own name; once for each path. */
  public NixString copyToStore(NixPath path) {
    NixString known = copied.get(path.path());
    if (known != null) {
      return known;
    }
    if (path.path().endsWith(".drv")) {
      throw new EvalException("file names are not allowed to end in '.drv'");
    }
    if (!context.files().exists(path.path())) {
      throw new EvalException("path '" + path.path() + "' does not exist");
    }
    StorePath stored =
        context
            .store()
            .addSource(SourceTree.of(path.baseName(), context.files().physical(path.path())));
    NixString result =
        NixString.of(stored.toString(), Context.of(new ContextElement.Opaque(stored.toString())));
    copied.put(path.path(), result);
    return result;
  }

  /** A path, or what coerces to a string that is an absolute path; the context is dropped. */
  public NixPath toPath(Value value) {
    return pathAndContext(value).path();
  }

  /** A path and what it refers to. */
  public record PathWithContext(NixPath path, Context context) {}

  /** As {@link #toPath}, keeping the context. */
  public PathWithContext pathAndContext(Value value) {
    Value v = value.force();
    if (v instanceof NixPath p) {
      return new PathWithContext(p, Context.NONE);
    }
    if (v instanceof NixAttrs a && !a.has(TO_STRING)) {
      Value outPath = a.get(OUT_PATH);
      if (outPath != null) {
        return pathAndContext(outPath);
      }
    }
    if (v instanceof NixAttrs a) {
      Value toString = a.get(TO_STRING);
      if (toString != null) {
        return pathAndContext(callToString(toString, a));
      }
    }
    NixString s = toString(v, false, false);
    if (!s.bytes().startsWith("/")) {
      throw new EvalException("string '" + s.bytes() + "' doesn't represent an absolute path");
    }
    return new PathWithContext(NixPath.of(s.bytes()), s.context());
  }
}
