package firn.modules.schema;

import firn.eval.error.EvalException;
import firn.eval.value.Bytes;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.NullNode;

/** Values of the language as JSON has them. */
final class JsonValue {
  private JsonValue() {}

  /**
   * The value as maps, lists, strings, numbers and booleans; null where it cannot be evaluated or
   * JSON has no word for it. The language's own null is a {@link NullNode}.
   */
  static @Nullable Object of(Value value) {
    try {
      return convert(value);
    } catch (EvalException e) {
      return null;
    }
  }

  private static @Nullable Object convert(Value value) {
    return switch (value.force()) {
      case NixNull _ -> NullNode.getInstance();
      case NixBool b -> b.value();
      case NixInt i -> i.value();
      case NixFloat f -> f.value();
      case NixString s -> Bytes.toUnicode(s.bytes());
      case NixPath p -> Bytes.toUnicode(p.path());
      case NixList list -> elements(list);
      case NixAttrs set -> attributes(set);
      default -> null;
    };
  }

  private static @Nullable List<Object> elements(NixList list) {
    List<Object> result = new ArrayList<>(list.size());
    for (Value each : list) {
      Object element = convert(each);
      if (element == null) {
        return null;
      }
      result.add(element);
    }
    return result;
  }

  private static @Nullable Map<String, Object> attributes(NixAttrs set) {
    // Derivations, literals for documentation and the like stand for something else.
    if (set.has("_type") || set.has("type") && set.has("outPath") || set.has("__toString")) {
      return null;
    }
    Map<String, Object> result = new TreeMap<>();
    for (Symbol name : set.names()) {
      Object attribute = convert(set.require(name.name()));
      if (attribute == null) {
        return null;
      }
      result.put(Bytes.toUnicode(name.name()), attribute);
    }
    return result;
  }
}
