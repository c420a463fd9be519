package firn.modules.option;

import firn.eval.value.Context;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import java.util.List;

/** Joins strings with a separator. */
public final class StringMerge extends PlainMerge {
  private final String separator;

  public StringMerge(String separator) {
    this.separator = separator;
  }

  @Override
  protected Value merge(OptionPath path, List<Definition> definitions) {
    if (definitions.size() == 1) {
      return definitions.getFirst().value();
    }
    StringBuilder joined = new StringBuilder();
    Context context = Context.NONE;
    for (int i = 0; i < definitions.size(); i++) {
      NixString each = definitions.get(i).value().asString();
      joined.append(i == 0 ? "" : separator).append(each.bytes());
      context = context.union(each.context());
    }
    return NixString.of(joined.toString(), context);
  }
}
