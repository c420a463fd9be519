package firn.modules.option;

import firn.eval.value.Context;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Merges by the kind of the values: lists and strings are concatenated, sets joined, booleans
 * or-ed, functions merged by their results, equal integers kept. Anything else takes one
 * definition.
 */
public final class DefaultMerge extends PlainMerge {
  private final OptionContext context;

  public DefaultMerge(OptionContext context) {
    this.context = context;
  }

  @Override
  protected Value merge(OptionPath path, List<Definition> definitions) {
    if (definitions.size() == 1) {
      return definitions.getFirst().value();
    }
    List<Value> values = definitions.stream().map(d -> d.value().force()).toList();
    if (all(values, OptionContext::isFunction)) {
      return new Curried(
          "merge", argument -> merge(path, Definition.applied(definitions, argument)));
    }
    if (all(values, v -> v instanceof NixList)) {
      List<Value> items = new ArrayList<>();
      values.forEach(list -> list.asList().forEach(items::add));
      return NixList.of(items);
    }
    if (all(values, v -> v instanceof NixAttrs)) {
      return values.stream().map(Value::asAttrs).reduce(NixAttrs.EMPTY, NixAttrs::update);
    }
    if (all(values, v -> v instanceof NixBool)) {
      return NixBool.of(values.stream().anyMatch(Value::asBool));
    }
    if (all(values, v -> v instanceof NixString)) {
      return concatenated(values);
    }
    if (all(values, v -> v instanceof NixInt && v.asInt() == values.getFirst().asInt())) {
      return values.getFirst();
    }
    throw OptionErrors.thrown(
        "Cannot merge definitions of `"
            + path
            + "'. Definition values:"
            + DefinitionPrinter.show(context, definitions));
  }

  private static boolean all(List<Value> values, Predicate<Value> test) {
    return values.stream().allMatch(test);
  }

  private static NixString concatenated(List<Value> values) {
    StringBuilder bytes = new StringBuilder();
    Context all = Context.NONE;
    for (Value each : values) {
      bytes.append(each.asBytes());
      all = all.union(each.asString().context());
    }
    return NixString.of(bytes.toString(), all);
  }
}
