package firn.modules.option;

import firn.eval.error.EvalException;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixInt;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All definitions of one option, or of one element of one, on their way to a value: conditions
 * evaluated, the strongest kept, sorted, checked and merged. Each step runs when it is asked for.
 */
public final class MergedDefinitions {
  private final OptionPath path;
  private final OptionType type;
  private final List<Definition> definitions;
  private final Lazy<Properties.Strongest> strongest;
  private final Lazy<List<Definition>> finals;
  private final Lazy<Merged> merged;
  private final Value value;

  public MergedDefinitions(OptionPath path, OptionType type, List<Definition> definitions) {
    this.path = path;
    this.type = type;
    this.definitions = definitions;
    this.strongest = Lazy.of(this::computeStrongest);
    this.finals = Lazy.of(() -> Properties.sorted(strongest.get().definitions()));
    this.merged = Lazy.of(() -> type.coherentMerge(path, finalDefinitions()));
    this.value = Thunk.of(this::computeValue);
  }

  private Properties.Strongest computeStrongest() {
    List<Definition> discharged = new ArrayList<>(definitions.size());
    for (Definition definition : definitions) {
      try {
        if (isPlain(definition)) {
          discharged.add(definition);
        } else {
          Properties.discharge(definition, discharged);
        }
      } catch (EvalException e) {
        throw OptionErrors.context(
            e,
            "while evaluating definitions from `"
                + DefinitionPrinter.file(definition.file())
                + "':");
      }
    }
    return Properties.strongest(discharged);
  }

  private static boolean isPlain(Definition definition) {
    return definition.pushed() == null
        && !(definition.value().force() instanceof NixAttrs set && set.has(Properties.TYPE));
  }

  /** The definitions that count, in order, without properties. */
  public List<Definition> finalDefinitions() {
    return finals.get();
  }

  /** The priority of the definitions that count. */
  public long priority() {
    return strongest.get().priority();
  }

  public boolean isDefined() {
    return !finalDefinitions().isEmpty();
  }

  /** The value, a thunk. Forcing it fails if there is no definition, or one of the wrong type. */
  public Value value() {
    return value;
  }

  private Value computeValue() {
    if (!isDefined()) {
      Value empty = type.emptyValue();
      if (empty != null) {
        return empty;
      }
      throw OptionErrors.thrown(
          "The option `"
              + path
              + "' was accessed but has no value defined. Try setting the option.");
    }
    if (type.checksWhileMerging()) {
      Merged result = merged.get();
      String error = result.headError();
      if (error != null) {
        throw OptionErrors.thrown(wrongType() + " TypeError: " + error);
      }
      return result.value();
    }
    List<Definition> refused = type.refused(finalDefinitions());
    if (!refused.isEmpty()) {
      throw OptionErrors.thrown(
          wrongType() + " Definition values:" + DefinitionPrinter.show(type.context(), refused));
    }
    return type.merge(path, finalDefinitions());
  }

  private String wrongType() {
    return "A definition for option `" + path + "' is not of type `" + type.description() + "'.";
  }

  /** What the type tells about the value: a set, perhaps a thunk. */
  public Value meta() {
    if (!type.checksWhileMerging()) {
      return NixAttrs.EMPTY;
    }
    return Thunk.of(() ->
        merged
            .get()
            .meta()
            .asAttrs()
            .update(NixAttrs.of("_internal", NixAttrs.of("type", type.written()))));
  }

  /** All of it, as {@code lib.modules.mergeDefinitions} gives it. */
  public NixAttrs toValue() {
    Value finalValues = Thunk.of(() -> Definition.toValue(finalDefinitions()));
    Value winners =
        Thunk.of(() ->
            new AttrsBuilder(2)
                .put("values", finalValues)
                .put("highestPrio", NixInt.of(priority()))
                .build());
    Value checkedAndMerged =
        Thunk.of(() ->
            CheckedMerge.toValue(
                new Merged() {
                  @Override
                  public @Nullable String headError() {
                    return type.checksWhileMerging() ? merged.get().headError() : null;
                  }

                  @Override
                  public Value value() {
                    return type.checksWhileMerging() ? merged.get().value() : value;
                  }

                  @Override
                  public Value meta() {
                    return MergedDefinitions.this.meta();
                  }
                }));
    return new AttrsBuilder(6)
        .put("defsFinal'", winners)
        .put("defsFinal", finalValues)
        .put("mergedValue", value)
        .put("isDefined", Thunk.of(() -> NixBool.of(isDefined())))
        .put(
            "optionalValue",
            Thunk.of(() -> isDefined() ? NixAttrs.of("value", value) : NixAttrs.EMPTY))
        .put("checkedAndMerged", checkedAndMerged)
        .build();
  }
}
