package firn.modules.schema;

import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the attributes of a set may hold that are no options of it. A freeform type is one of sets;
 * it takes whole paths, so that within a set of options it takes what an attribute of that name
 * would hold.
 */
final class Freeform {
  /** No attributes but options. */
  static final Freeform NONE = new Freeform();

  private final List<NixAttrs> attributes = new ArrayList<>();
  private boolean anything;

  private Freeform() {}

  /**
   * The attributes that a type of sets takes.
   *
   * @param type null where there is none
   */
  static Freeform of(@Nullable NixAttrs type) {
    if (type == null) {
      return NONE;
    }
    Freeform freeform = new Freeform();
    freeform.add(type);
    return freeform;
  }

  /** What sets take that are themselves such attributes. */
  Freeform below() {
    Freeform below = new Freeform();
    below.anything = anything;
    attributes.forEach(below::add);
    return below;
  }

  private void add(NixAttrs type) {
    switch (TypeSchema.name(type)) {
      case "attrsOf", "lazyAttrsOf", "loaOf" -> {
        NixAttrs element = TypeSchema.nested(type, "elemType");
        anything |= element == null;
        if (element != null) {
          attributes.add(element);
        }
      }
      case "nullOr", "unique", "uniq" -> addNested(type, "elemType");
      case "either" -> {
        addNested(type, "left");
        addNested(type, "right");
      }
      case "coercedTo" -> {
        addNested(type, "coercedType");
        addNested(type, "finalType");
      }
      // Their own checks have the last word.
      case "attrs", "anything", "raw", "unspecified", "submodule" -> anything = true;
      default -> {}
    }
  }

  private void addNested(NixAttrs type, String attribute) {
    NixAttrs inner = TypeSchema.nested(type, attribute);
    if (inner != null) {
      add(inner);
    }
  }

  /** The schema of such an attribute; false where there can be none. */
  Object schema(TypeSchema types, Value path) {
    if (anything) {
      return true;
    }
    List<Object> choices = new ArrayList<>();
    for (NixAttrs each : attributes) {
      choices.add(types.of(each, path));
    }
    return switch (choices.size()) {
      case 0 -> false;
      case 1 -> choices.getFirst();
      default -> TypeSchema.anyOf(choices);
    };
  }
}
