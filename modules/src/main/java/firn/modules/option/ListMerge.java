package firn.modules.option;

import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import firn.eval.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Concatenates lists, leaving out elements that are conditional and off. */
public final class ListMerge extends CheckedMerge {
  private final OptionContext context;
  private final OptionType element;

  public ListMerge(OptionContext context, OptionType element) {
    this.context = context;
    this.element = element;
  }

  @Override
  protected Merged merge(OptionPath path, List<Definition> definitions) {
    return new Result(path, definitions);
  }

  private final class Result implements Merged {
    private final OptionPath path;
    private final List<Definition> definitions;
    private final Lazy<List<MergedDefinitions>> elements;

    Result(OptionPath path, List<Definition> definitions) {
      this.path = path;
      this.definitions = definitions;
      this.elements = Lazy.of(this::elements);
    }

    @Override
    public @Nullable String headError() {
      return HeadCheck.of(context, ValueType.LIST, definitions);
    }

    private List<MergedDefinitions> elements() {
      List<MergedDefinitions> result = new ArrayList<>();
      for (int n = 0; n < definitions.size(); n++) {
        Definition definition = definitions.get(n);
        NixList list = definition.value().asList();
        for (int m = 0; m < list.size(); m++) {
          MergedDefinitions merged =
              new MergedDefinitions(
                  path.element(n + 1, m + 1),
                  element,
                  List.of(new Definition(definition.file(), list.get(m), definition.place())));
          if (merged.isDefined()) {
            result.add(merged);
          }
        }
      }
      return result;
    }

    @Override
    public Value value() {
      List<MergedDefinitions> all = elements.get();
      Value[] values = new Value[all.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = all.get(i).value();
      }
      return NixList.wrap(values);
    }

    @Override
    public Value meta() {
      return NixAttrs.of(
          "list",
          Thunk.of(
              () -> NixList.of(elements.get().stream().map(MergedDefinitions::meta).toList())));
    }
  }
}
