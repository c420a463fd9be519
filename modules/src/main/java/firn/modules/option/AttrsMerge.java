package firn.modules.option;

import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.Symbol;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import firn.eval.value.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Merges sets attribute by attribute. Unless it is lazy, attributes whose definitions all turn out
 * to be conditional and off are left out, for which every condition is evaluated at once.
 */
public final class AttrsMerge extends CheckedMerge {
  private final OptionContext context;
  private final OptionType element;
  private final boolean lazy;

  public AttrsMerge(OptionContext context, OptionType element, boolean lazy) {
    this.context = context;
    this.element = element;
    this.lazy = lazy;
  }

  @Override
  protected Merged merge(OptionPath path, List<Definition> definitions) {
    return new Result(path, definitions);
  }

  private final class Result implements Merged {
    private final OptionPath path;
    private final List<Definition> definitions;
    private final Lazy<Map<Symbol, MergedDefinitions>> elements;

    Result(OptionPath path, List<Definition> definitions) {
      this.path = path;
      this.definitions = definitions;
      this.elements = Lazy.of(this::elements);
    }

    @Override
    public @Nullable String headError() {
      return HeadCheck.of(context, ValueType.ATTRS, definitions);
    }

    private Map<Symbol, MergedDefinitions> elements() {
      Map<Symbol, List<Definition>> byName = new LinkedHashMap<>();
      for (Definition definition : definitions) {
        NixAttrs set = definition.value().asAttrs();
        for (int i = 0; i < set.size(); i++) {
          byName
              .computeIfAbsent(set.symbol(i), name -> new ArrayList<>(1))
              .add(definition.attribute(set, i));
        }
      }
      Map<Symbol, MergedDefinitions> result = LinkedHashMap.newLinkedHashMap(byName.size());
      for (Map.Entry<Symbol, List<Definition>> entry : byName.entrySet()) {
        MergedDefinitions merged =
            new MergedDefinitions(path.child(entry.getKey().name()), element, entry.getValue());
        if (lazy || merged.isDefined()) {
          result.put(entry.getKey(), merged);
        }
      }
      return result;
    }

    @Override
    public Value value() {
      AttrsBuilder set = new AttrsBuilder(elements.get().size());
      elements.get().forEach((name, merged) -> set.put(name, merged.value()));
      return set.build();
    }

    @Override
    public Value meta() {
      return NixAttrs.of(
          "attrs",
          Thunk.of(() -> {
            AttrsBuilder metas = new AttrsBuilder(elements.get().size());
            elements.get().forEach((name, merged) -> metas.put(name, merged.meta()));
            return metas.build();
          }));
    }
  }
}
