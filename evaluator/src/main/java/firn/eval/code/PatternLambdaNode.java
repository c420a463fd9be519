package firn.eval.code;

import firn.eval.error.EvalException;
import firn.eval.error.Place;
import firn.eval.error.Suggestions;
import firn.eval.error.TypeException;
import firn.eval.value.Expected;
import firn.eval.value.Layout;
import firn.eval.value.NixAttrs;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.eval.value.ValuePrinter;
import firn.eval.value.ValueType;
import firn.grammar.SourceText;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code { a, b ? e, ... } @ whole: body}. */
final class PatternLambdaNode extends LambdaNode {
  private final FormalNode[] formals;
  private final boolean ellipsis;
  private final @Nullable String whole;

  /** One name of the pattern; {@code guess} is where it was found the last time. */
  static final class FormalNode {
    final Symbol name;
    final @Nullable Node orElse;
    final int offset;
    int guess;

    FormalNode(Symbol name, @Nullable Node orElse, int offset) {
      this.name = name;
      this.orElse = orElse;
      this.offset = offset;
    }
  }

  /**
   * @param whole the name of the whole argument, which then takes the first slot
   */
  PatternLambdaNode(
      SourceText source,
      int start,
      @Nullable String name,
      Node body,
      FormalNode[] formals,
      boolean ellipsis,
      @Nullable String whole) {
    super(source, start, name, body);
    this.formals = formals;
    this.ellipsis = ellipsis;
    this.whole = whole;
  }

  @Override
  @Nullable String argumentName() {
    return whole;
  }

  @Override
  Frame bind(Frame outer, Value argument) {
    NixAttrs given = given(argument);
    Layout layout = given.layout();
    Frame frame = new Frame(outer, formals.length + (whole != null ? 1 : 0));
    int slot = 0;
    if (whole != null) {
      frame.a = given;
      slot = 1;
    }
    int used = 0;
    for (FormalNode formal : formals) {
      int at = layout.indexOf(formal.name, formal.guess);
      if (at >= 0) {
        formal.guess = at;
        used++;
        frame.set(slot, given.value(at));
      } else if (formal.orElse != null) {
        frame.set(slot, formal.orElse.delay(frame));
      } else {
        throw missing(formal);
      }
      slot++;
    }
    if (!ellipsis && used != given.size()) {
      throw unexpected(given);
    }
    return frame;
  }

  private NixAttrs given(Value argument) {
    try {
      Value v = argument.force();
      if (v instanceof NixAttrs set) {
        return set;
      }
      throw Expected.error(ValueType.ATTRS.described(), v);
    } catch (EvalException e) {
      throw e.frame("while evaluating the value passed for the lambda argument", place());
    }
  }

  private EvalException missing(FormalNode formal) {
    return new TypeException(
            "function '"
                + plainName()
                + "' called without required argument '"
                + formal.name.name()
                + "'")
        .at(place());
  }

  private EvalException unexpected(NixAttrs given) {
    List<String> known = Arrays.stream(formals).map(f -> f.name.name()).toList();
    Symbol extra =
        given.names().stream().filter(n -> !known.contains(n.name())).findFirst().orElseThrow();
    return new TypeException(
            "function '"
                + plainName()
                + "' called with unexpected argument '"
                + ValuePrinter.attributeName(extra.name())
                + "'")
        .suggest(Suggestions.best(known, extra.name()))
        .at(place());
  }

  private String plainName() {
    return name == null ? "anonymous lambda" : name;
  }

  FormalNode[] formals() {
    return formals;
  }

  boolean hasEllipsis() {
    return ellipsis;
  }

  Place formalPlace(FormalNode formal) {
    return new Place(source, formal.offset);
  }
}
