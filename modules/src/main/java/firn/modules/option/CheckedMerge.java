package firn.modules.option;

import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixFunction;
import firn.eval.value.NixNull;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A merge function {@code { loc, defs }: { value, headError, valueMeta }} that the engine runs
 * without the language: it checks and merges in one go.
 */
public abstract class CheckedMerge extends NixFunction {
  static final Symbol V2 = Symbol.of("v2");
  static final Symbol FUNCTOR = Symbol.of("__functor");
  static final Symbol VALUE = Symbol.of("value");
  static final Symbol META = Symbol.of("valueMeta");
  static final Symbol HEAD_ERROR = Symbol.of("headError");
  static final Symbol MESSAGE = Symbol.of("message");

  /** Merges definitions, lazily. */
  protected abstract Merged merge(OptionPath path, List<Definition> definitions);

  /** The value of a type's {@code merge}: a function {@code loc: defs:} that has a {@code v2}. */
  public final NixAttrs asAttribute() {
    PlainMerge plain =
        new PlainMerge() {
          @Override
          protected Value merge(OptionPath path, List<Definition> definitions) {
            return CheckedMerge.this.merge(path, definitions).value();
          }
        };
    return new AttrsBuilder(2)
        .put(V2, this)
        .put(FUNCTOR, new Curried("merge", self -> plain))
        .build();
  }

  /** A result as the language sees it. */
  public static NixAttrs toValue(Merged merged) {
    return new AttrsBuilder(3)
        .put(HEAD_ERROR, Thunk.of(() -> headError(merged.headError())))
        .put(VALUE, Thunk.of(merged::value))
        .put(META, Thunk.of(merged::meta))
        .build();
  }

  private static Value headError(@Nullable String message) {
    return message == null ? NixNull.NULL : NixAttrs.of("message", NixString.of(message));
  }

  @Override
  public final Value apply(Value argument) {
    NixAttrs given = argument.asAttrs();
    OptionPath path = OptionPath.of(given.require("loc"));
    return toValue(merge(path, Definition.listOf(given.require("defs"))));
  }

  @Override
  public final String describe() {
    return "primop merge";
  }

  @Override
  public final String describeType() {
    return "the built-in function 'merge'";
  }

  @Override
  public final String placeholder() {
    return "<PRIMOP>";
  }
}
