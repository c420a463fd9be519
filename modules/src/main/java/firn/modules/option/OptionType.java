package firn.modules.option;

import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixNull;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The engine's view of an option type, which is a set of the language's. Its parts are looked at
 * one by one and no sooner than needed; a merge function that the engine made is run directly.
 */
public final class OptionType {
  private static final Symbol CHECK = Symbol.of("check");
  private static final Symbol MERGE = Symbol.of("merge");
  private static final Symbol EMPTY_VALUE = Symbol.of("emptyValue");
  private static final Symbol COHERENT = Symbol.of("isV2MergeCoherent");

  private final OptionContext context;
  private final Value written;
  private @Nullable Value check;
  private @Nullable Value merge;
  private @Nullable Value checkedMerge;

  /**
   * @param written the type, perhaps a thunk
   */
  public OptionType(OptionContext context, Value written) {
    this.context = context;
    this.written = written;
  }

  /** The type as the language has it; forces. */
  public NixAttrs toValue() {
    return written.asAttrs();
  }

  /** As the language has it, perhaps a thunk. */
  Value written() {
    return written;
  }

  OptionContext context() {
    return context;
  }

  /** The description, as messages quote it. */
  public String description() {
    return toValue().require("description").asBytes();
  }

  /** Whether the head of a value is right for this type. */
  public boolean accepts(Value value) {
    return check().call(value).asBool();
  }

  private Value check() {
    Value known = check;
    if (known == null) {
      known = Attribute.of(toValue(), CHECK).force();
      check = known;
    }
    return known;
  }

  private Value mergeAttribute() {
    Value known = merge;
    if (known == null) {
      known = Attribute.of(toValue(), MERGE).force();
      merge = known;
    }
    return known;
  }

  /** Whether the merge function of this type also does the checking. */
  boolean checksWhileMerging() {
    return mergeAttribute() instanceof NixAttrs set && set.has(CheckedMerge.V2);
  }

  /** Merges definitions without a look at the check: {@code type.merge loc defs}. */
  public Value merge(OptionPath path, List<Definition> definitions) {
    Value function = mergeAttribute();
    if (function instanceof PlainMerge plain) {
      return plain.merge(path, definitions);
    }
    if (function instanceof NixAttrs set
        && set.get(CheckedMerge.V2) instanceof CheckedMerge checked) {
      return checked.merge(path, definitions).value();
    }
    return function.call(path.toValue(), Definition.toValue(definitions));
  }

  /** Checks and merges, whichever way the type does it. */
  Merged checkAndMerge(OptionPath path, List<Definition> definitions) {
    if (!checksWhileMerging()) {
      return new Merged() {
        @Override
        public @Nullable String headError() {
          return OptionType.headError(context, check(), definitions);
        }

        @Override
        public Value value() {
          return OptionType.this.merge(path, definitions);
        }
      };
    }
    return coherentMerge(path, definitions);
  }

  /**
   * Runs the merge function that also checks.
   *
   * @throws firn.eval.error.EvalException if the type's check was replaced and the merge function
   *     would not know
   */
  Merged coherentMerge(OptionPath path, List<Definition> definitions) {
    requireCoherence(path);
    Value function = checkedMerge;
    if (function == null) {
      function = Attribute.of(mergeAttribute().asAttrs(), CheckedMerge.V2).force();
      checkedMerge = function;
    }
    if (function instanceof CheckedMerge checked) {
      return checked.merge(path, definitions);
    }
    return new LanguageMerged(function, path, definitions);
  }

  private void requireCoherence(OptionPath path) {
    if (check() instanceof NixAttrs set) {
      Value coherent = set.get(COHERENT);
      if (coherent != null && coherent.force() == NixBool.TRUE) {
        return;
      }
    }
    throw OptionErrors.thrown(
        """
        The option `%s' has a type `%s' that uses
        an ad-hoc `type // { check = ...; }' override, which is incompatible with
        the v2 merge mechanism.

        Please use `lib.types.addCheck` instead of `type // { check }' to add
        custom validation. For example:

          lib.types.addCheck baseType (value: /* your check */)

        instead of:

          baseType // { check = value: /* your check */; }
        """
            .formatted(path, description()));
  }

  /** The value where nobody defines one, perhaps a thunk; null if there is none. */
  @Nullable Value emptyValue() {
    Value empty = toValue().get(EMPTY_VALUE);
    return empty != null && empty.force() instanceof NixAttrs set
        ? set.get(CheckedMerge.VALUE)
        : null;
  }

  /** The definitions a check refuses, as a head error; null if it refuses none. */
  public static @Nullable String headError(
      OptionContext context, Value check, List<Definition> definitions) {
    List<Definition> refused = refused(check, definitions);
    return refused.isEmpty()
        ? null
        : "Definition values: " + DefinitionPrinter.show(context, refused);
  }

  /** The definitions a check refuses. */
  static List<Definition> refused(Value check, List<Definition> definitions) {
    List<Definition> refused = new ArrayList<>(0);
    for (Definition definition : definitions) {
      if (!check.call(definition.value()).asBool()) {
        refused.add(definition);
      }
    }
    return refused;
  }

  /** The definitions this type's check refuses. */
  List<Definition> refused(List<Definition> definitions) {
    return refused(check(), definitions);
  }

  /** What a merge function of the language answered. */
  private static final class LanguageMerged implements Merged {
    private final Lazy<NixAttrs> answer;

    LanguageMerged(Value function, OptionPath path, List<Definition> definitions) {
      this.answer =
          Lazy.of(() ->
              function
                  .call(
                      new firn.eval.value.AttrsBuilder(2)
                          .put("loc", path.toValue())
                          .put("defs", Definition.toValue(definitions))
                          .build())
                  .asAttrs());
    }

    @Override
    public @Nullable String headError() {
      Value error = answer.get().get(CheckedMerge.HEAD_ERROR);
      return error == null || error.force() == NixNull.NULL
          ? null
          : error.asAttrs().require("message").asBytes();
    }

    @Override
    public Value value() {
      return answer.get().require("value");
    }

    @Override
    public Value meta() {
      return answer.get().require("valueMeta");
    }
  }
}
