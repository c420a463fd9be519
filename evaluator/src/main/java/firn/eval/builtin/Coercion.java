package firn.eval.builtin;

import firn.eval.error.EvalException;
import firn.eval.error.Place;
import firn.eval.error.TypeException;
import firn.eval.value.CallStack;
import firn.eval.value.Context;
import firn.eval.value.ContextElement;
import firn.eval.value.Expected;
import firn.eval.value.Floats;
import firn.eval.value.Functions;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixFloat;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import firn.eval.value.ValuePrinter;
import firn.store.SourceTree;
import firn.store.StorePath;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Turns values into strings and paths (Nix manual, "String interpolation", "toString"). */
public final class Coercion {
  private static final Symbol TO_STRING = Symbol.of("__toString");
  private static final Symbol OUT_PATH = Symbol.of("outPath");

  private final EvalContext context;
  private final ConcurrentHashMap<String, NixString> copied = new ConcurrentHashMap<>();

  public Coercion(EvalContext context) {
    this.context = context;
  }

  /**
   * How a value becomes a string.
   *
   * @param more whether numbers, Booleans, null and lists are allowed too
   * @param copy whether a path is copied to the store, giving its path there
   * @param purpose the frame to be added where the value is of a kind that is not allowed
   * @param place of that frame
   */
  public record Manner(boolean more, boolean copy, String purpose, @Nullable Place place) {
    public Manner(boolean more, boolean copy, String purpose) {
      this(more, copy, purpose, null);
    }
  }

  /** As {@code "${…}"} does, with no frame of its own. */
  public NixString toString(Value value, boolean more, boolean copy) {
    return toString(value, new Manner(more, copy, ""));
  }

  /**
   * A value as a string.
   *
   * @throws TypeException if the value is of a kind that is not allowed
   */
  public NixString toString(Value value, Manner manner) {
    Value v = value.force();
    if (v instanceof NixString s) {
      return s;
    }
    if (v instanceof NixAttrs a) {
      return peeled(a, inner -> toString(inner, manner), manner);
    }
    if (v instanceof NixPath p) {
      return manner.copy ? copyToStore(p) : NixString.of(p.path());
    }
    if (manner.more) {
      // No switch over types: setting one up takes milliseconds that short commands do not have.
      if (v instanceof NixInt i) {
        return NixString.of(Long.toString(i.value()));
      }
      if (v instanceof NixBool b) {
        return NixString.of(b.value() ? "1" : "");
      }
      if (v instanceof NixFloat f) {
        return NixString.of(Floats.fixed(f.value()));
      }
      if (v instanceof NixNull) {
        return NixString.EMPTY;
      }
      if (v instanceof NixList l) {
        return list(l, manner);
      }
    }
    throw cannot(v, manner);
  }

  /** What is done with the value that a set stands for. */
  @FunctionalInterface
  public interface Use<T> {
    T apply(Value inner);
  }

  private <T> T peeled(NixAttrs set, Use<T> use, Manner manner) {
    Value toString = set.get(TO_STRING);
    if (toString != null) {
      return viaToString(set, toString, use);
    }
    Value outPath = set.get(OUT_PATH);
    if (outPath != null) {
      return viaOutPath(set, outPath, use);
    }
    throw cannot(set, manner);
  }

  /** Uses what the {@code __toString} of a set answers. */
  public static <T> T viaToString(NixAttrs set, Value toString, Use<T> use) {
    Place place = set.place(TO_STRING);
    Value answer;
    try {
      answer = Functions.callAt(toString.force(), set, place);
    } catch (EvalException e) {
      throw e.frame("while calling the `__toString` attribute", place);
    }
    return deeper(answer, use, "`__toString` attribute", "the result of the ", place);
  }

  /** Uses the {@code outPath} of a set. */
  public static <T> T viaOutPath(NixAttrs set, Value outPath, Use<T> use) {
    return deeper(outPath, use, "`outPath` attribute", "the ", set.place(OUT_PATH));
  }

  private static <T> T deeper(
      Value inner, Use<T> use, String noun, String article, @Nullable Place place) {
    CallStack stack = CallStack.current();
    stack.enter();
    try {
      return use.apply(inner);
    } catch (EvalException e) {
      boolean failed = inner instanceof Thunk t && t.valueIfForced() == null;
      throw e.frame("while " + (failed ? "evaluating " : "using ") + article + noun, place);
    } finally {
      stack.leave();
    }
  }

  private NixString list(NixList list, Manner manner) {
    StringBuilder out = new StringBuilder();
    Context all = Context.NONE;
    Manner item =
        new Manner(true, manner.copy, "while evaluating one element of the list", manner.place);
    CallStack stack = CallStack.current();
    stack.enter();
    try {
      for (int i = 0; i < list.size(); i++) {
        NixString piece = item(list.get(i), item, manner);
        out.append(piece.bytes());
        all = all.union(piece.context());
        boolean emptyList = list.get(i).force() instanceof NixList l && l.size() == 0;
        if (i < list.size() - 1 && !emptyList) {
          out.append(' ');
        }
      }
    } finally {
      stack.leave();
    }
    return NixString.of(out.toString(), all);
  }

  private NixString item(Value v, Manner item, Manner whole) {
    if (v instanceof NixString s) {
      return s;
    }
    try {
      return toString(v, item);
    } catch (EvalException e) {
      throw e.frame(whole.purpose, whole.place);
    }
  }

  private static EvalException cannot(Value v, Manner manner) {
    return new TypeException(
            "cannot coerce " + Expected.describe(v) + " to a string: " + ValuePrinter.forMessage(v))
        .frame(manner.purpose, manner.place);
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
    java.nio.file.Path physical = context.files().physical(path.path());
    if (!context.files().exists(path.path())) {
      throw new EvalException("path '" + path.path() + "' does not exist");
    }
    StorePath stored = context.store().addSource(SourceTree.of(path.baseName(), physical));
    context.allow(stored);
    NixString result =
        NixString.of(stored.toString(), Context.of(new ContextElement.Opaque(stored.toString())));
    copied.put(path.path(), result);
    return result;
  }

  /** A path and what it refers to. */
  public record PathWithContext(NixPath path, Context context) {}

  /**
   * A path, or what coerces to a string that is an absolute path.
   *
   * @param purpose the frame to be added where it does not
   */
  public PathWithContext toPath(Value value, String purpose) {
    Manner manner = new Manner(false, false, purpose);
    Value v = value.force();
    if (v instanceof NixPath p) {
      return new PathWithContext(p, Context.NONE);
    }
    if (v instanceof NixAttrs a) {
      return peeled(a, inner -> toPath(inner, purpose), manner);
    }
    NixString s = toString(v, manner);
    if (!s.bytes().startsWith("/")) {
      throw new EvalException("string '" + s.bytes() + "' doesn't represent an absolute path")
          .frame(purpose, null);
    }
    return new PathWithContext(NixPath.of(s.bytes()), s.context());
  }
}
