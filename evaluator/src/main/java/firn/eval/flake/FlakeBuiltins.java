package firn.eval.flake;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.EvalContext;
import firn.eval.error.EvalException;
import firn.eval.error.TypeException;
import firn.eval.fetch.FetchAttributes;
import firn.eval.fetch.Fetcher;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Expected;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixInt;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.store.posix.PathBytes;
import java.util.List;

/** {@code getFlake}, {@code parseFlakeRef}, {@code flakeRefToString}. */
public final class FlakeBuiltins {
  private final EvalContext context;
  private final Fetcher fetcher;

  private FlakeBuiltins(EvalContext context, Fetcher fetcher) {
    this.context = context;
    this.fetcher = fetcher;
  }

  public static List<Builtin> of(EvalContext context, Fetcher fetcher) {
    FlakeBuiltins f = new FlakeBuiltins(context, fetcher);
    return List.of(
        Builtin.unary(
            "getFlake",
            "args",
            "The flake that the reference or path *args* names: its outputs and what is known of its"
                + " source."
                + " In pure evaluation the reference must be locked.",
            f::getFlake),
        Builtin.unary(
            "parseFlakeRef",
            "flake-ref",
            "The attributes that a reference to a flake, as text, stands for.",
            v ->
                attributes(
                    FlakeRefText.parseRef(
                            plain(
                                v,
                                "while evaluating the argument passed to builtins.parseFlakeRef"),
                            "")
                        .attributes())),
        Builtin.unary(
            "flakeRefToString",
            "attrs",
            "The reference to a flake, as text, that the attributes *attrs* stand for.",
            FlakeBuiltins::text));
  }

  private static String plain(Value v, String purpose) {
    try {
      return Expected.withoutContext(v.asString());
    } catch (EvalException e) {
      throw e.frame(purpose, null);
    }
  }

  private Value getFlake(Value v) {
    if (v.force() instanceof NixPath folder) {
      return getFlake(folder);
    }
    String text = plain(v, "while evaluating the argument passed to builtins.getFlake");
    boolean pure = context.settings().pure();
    FlakeRef ref = FlakeRefText.parseRef(text, "");
    if (pure && !ref.input().isLocked()) {
      throw new EvalException(
          "cannot call 'getFlake' on unlocked flake reference '"
              + text
              + "' (use --impure to override)");
    }
    Flakes flakes = new Flakes(context, fetcher);
    return flakes.value(flakes.lock(ref, LockFlags.evaluating(pure)));
  }

  /** A flake in a folder: pure evaluation may have it where it may read the folder. */
  private Value getFlake(NixPath folder) {
    context.files().type(folder.path()); // refuses what may not be read
    String physical = PathBytes.of(context.files().physical(folder.path()));
    FlakeRef ref = FlakeRef.of(FetchAttributes.EMPTY.with("type", "path").with("path", physical));
    Flakes flakes = new Flakes(context, fetcher);
    return flakes.value(flakes.lock(ref, LockFlags.evaluating(context.settings().pure())));
  }

  private static Value attributes(FetchAttributes attributes) {
    AttrsBuilder set = new AttrsBuilder(attributes.values().size());
    attributes
        .values()
        .forEach((name, value) ->
            set.put(
                name,
                switch (value) {
                  case Long number -> NixInt.of(number);
                  case Boolean flag -> NixBool.of(flag);
                  default -> NixString.of(value.toString());
                }));
    return set.build();
  }

  private static Value text(Value v) {
    NixAttrs set;
    try {
      set = v.asAttrs();
    } catch (EvalException e) {
      throw e.frame("while evaluating the argument passed to builtins.flakeRefToString", null);
    }
    FetchAttributes attributes = FetchAttributes.EMPTY;
    for (Symbol name : set.names()) {
      Value value = set.require(name.name()).force();
      attributes =
          switch (value) {
            case NixString s -> attributes.with(name.name(), s.bytes());
            case NixBool b -> attributes.with(name.name(), b.value());
            case NixInt i when i.value() >= 0 -> attributes.with(name.name(), i.value());
            case NixInt i ->
                throw new EvalException(
                    "negative value given for flake ref attr " + name + ": " + i.value());
            default ->
                throw new TypeException(
                    "flake reference attribute sets may only contain integers, Booleans, and"
                        + " strings, but attribute '"
                        + name
                        + "' is "
                        + Expected.describe(value));
          };
    }
    return NixString.of(FlakeRef.of(attributes).toString());
  }
}
