package firn.modules.option;

import firn.eval.value.NixAttrs;
import firn.eval.value.NixString;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Merges by the first of two types that accepts all definitions. */
public final class EitherMerge extends CheckedMerge {
  private final OptionContext context;
  private final Value warn;
  private final OptionType left;
  private final OptionType right;

  /**
   * @param warn a function of a message and a value, which it answers
   */
  public EitherMerge(OptionContext context, Value warn, OptionType left, OptionType right) {
    this.context = context;
    this.warn = warn;
    this.left = left;
    this.right = right;
  }

  @Override
  protected Merged merge(OptionPath path, List<Definition> definitions) {
    Lazy<Merged> chosen = Lazy.of(() -> choose(path, definitions));
    return new Merged() {
      @Override
      public @Nullable String headError() {
        return chosen.get().headError();
      }

      @Override
      public Value value() {
        return chosen.get().value();
      }

      @Override
      public Value meta() {
        return chosen.get().meta();
      }
    };
  }

  private Merged choose(OptionPath path, List<Definition> definitions) {
    Merged byLeft = left.checkAndMerge(path, definitions);
    if (byLeft.headError() == null) {
      return byLeft;
    }
    Merged byRight = right.checkAndMerge(path, definitions);
    return byRight.headError() == null ? byRight : new Neither(path, definitions);
  }

  /**
   * No type accepts the definitions; who asks for the value all the same gets it, and a warning.
   */
  private final class Neither implements Merged {
    private final OptionPath path;
    private final List<Definition> definitions;

    Neither(OptionPath path, List<Definition> definitions) {
      this.path = path;
      this.definitions = definitions;
    }

    @Override
    public String headError() {
      return "The option `"
          + path
          + "` is neither a value of type `"
          + left.description()
          + "` nor `"
          + right.description()
          + "`, Definition values: "
          + DefinitionPrinter.show(context, definitions);
    }

    @Override
    public Value value() {
      String message =
          "One or more definitions did not pass the type-check of the 'either' type.\n"
              + headError()
              + "\nIf `either`, `oneOf` or similar is used in freeformType, ensure that it is"
              + " preceded by an 'attrsOf' such as: `freeformType = types.attrsOf (types.either t1"
              + " t2)`.\nOtherwise consider using the correct type for the option `"
              + path
              + "`.  This will be an error in Nixpkgs 26.05.\n";
      Value value =
          Thunk.of(() -> new UniqueMerge(context, NixString.EMPTY, null).merge(path, definitions));
      return warn.call(NixString.of(message), value);
    }

    @Override
    public Value meta() {
      return NixAttrs.of("headError", NixAttrs.of("message", NixString.of(headError())));
    }
  }
}
