package firn.modules.option;

import firn.eval.error.EvalException;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Code;
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
  /** What the thunk of the value runs. */
  private static final Code COMPUTE_VALUE =
      new Code() {
        @Override
        protected Value run(Object payload) {
          return ((MergedDefinitions) payload).computeValue().force();
        }
      };

  private static final Shape META = new Shape("_internal");
  private static final Shape TYPE = new Shape("type");

  private final OptionPath path;
  private final OptionType type;
  private final List<Definition> definitions;
  private final Value value;

  // Each part is computed when it is first asked for. Two threads may both do so: the results are
  // equal.
  private volatile Properties.@Nullable Strongest strongest;
  private volatile @Nullable List<Definition> finals;
  private volatile @Nullable Merged merged;

  public MergedDefinitions(OptionPath path, OptionType type, List<Definition> definitions) {
    this.path = path;
    this.type = type;
    this.definitions = definitions;
    this.value = new Thunk(COMPUTE_VALUE, this);
  }

  private Properties.Strongest strongest() {
    Properties.Strongest known = strongest;
    if (known == null) {
      known = computeStrongest();
      strongest = known;
    }
    return known;
  }

  private Properties.Strongest computeStrongest() {
    if (definitions.size() == 1 && isPlain(definitions.getFirst())) {
      return new Properties.Strongest(definitions, Properties.DEFAULT_PRIORITY);
    }
    List<Definition> discharged = new ArrayList<>(definitions.size());
    for (Definition definition : definitions) {
      discharge(definition, discharged);
    }
    return Properties.strongest(discharged);
  }

  private static void discharge(Definition definition, List<Definition> result) {
    try {
      Properties.discharge(definition, result);
    } catch (EvalException e) {
      throw whileEvaluating(definition, e);
    }
  }

  private static boolean isPlain(Definition definition) {
    if (definition.pushed() != null) {
      return false;
    }
    try {
      return !(definition.value().force() instanceof NixAttrs set && set.has(Properties.TYPE));
    } catch (EvalException e) {
      throw whileEvaluating(definition, e);
    }
  }

  private static EvalException whileEvaluating(Definition definition, EvalException error) {
    return OptionErrors.context(
        error,
        "while evaluating definitions from `" + DefinitionPrinter.file(definition.file()) + "':");
  }

  /** The definitions that count, in order, without properties. */
  public List<Definition> finalDefinitions() {
    List<Definition> known = finals;
    if (known == null) {
      known = Properties.sorted(strongest().definitions());
      finals = known;
    }
    return known;
  }

  /** The priority of the definitions that count. */
  public long priority() {
    return strongest().priority();
  }

  public boolean isDefined() {
    return !finalDefinitions().isEmpty();
  }

  private Merged merged() {
    Merged known = merged;
    if (known == null) {
      known = type.coherentMerge(path, finalDefinitions());
      merged = known;
    }
    return known;
  }

  /** The value, a thunk. Forcing it fails if there is no definition, or one of the wrong type. */
  public Value value() {
    return value;
  }

  private Value computeValue() {
    List<Definition> counting = finalDefinitions();
    if (counting.isEmpty()) {
      Value empty = type.emptyValue();
      if (empty != null) {
        return empty;
      }
      throw MissingValue.error(path, type);
    }
    if (type.checksWhileMerging()) {
      Merged result = merged();
      String error = result.headError();
      if (error != null) {
        throw OptionErrors.thrown(wrongType() + " TypeError: " + error)
            .hint(TypeHint.of(type, counting));
      }
      return result.value();
    }
    List<Definition> refused = type.refused(counting);
    if (!refused.isEmpty()) {
      throw OptionErrors.thrown(
              wrongType() + " Definition values:" + DefinitionPrinter.show(type.context(), refused))
          .hint(TypeHint.of(type, refused));
    }
    return type.merge(path, counting);
  }

  private String wrongType() {
    return "A definition for option `" + path + "' is not of type `" + type.description() + "'.";
  }

  /** What the type tells about the value: a set, perhaps a thunk. */
  public Value meta() {
    if (!type.checksWhileMerging()) {
      return NixAttrs.EMPTY;
    }
    return Thunk.of(() -> merged().meta().asAttrs().update(META.of(TYPE.of(type.written()))));
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
                    return type.checksWhileMerging() ? merged().headError() : null;
                  }

                  @Override
                  public Value value() {
                    return type.checksWhileMerging() ? merged().value() : value;
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
