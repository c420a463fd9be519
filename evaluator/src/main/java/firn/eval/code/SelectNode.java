package firn.eval.code;

import firn.eval.error.EvalException;
import firn.eval.error.InfiniteRecursionException;
import firn.eval.error.Place;
import firn.eval.error.Suggestions;
import firn.eval.value.Layout;
import firn.eval.value.MissingName;
import firn.eval.value.NixAttrs;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.grammar.SourceText;
import org.jspecify.annotations.Nullable;

/** {@code subject.a.b}, perhaps with {@code or} default. */
final class SelectNode extends Node {
  private final Node subject;
  private final AttrNameNode[] path;
  private final @Nullable Node orElse;

  SelectNode(
      SourceText source, int start, Node subject, AttrNameNode[] path, @Nullable Node orElse) {
    super(source, start);
    this.subject = subject;
    this.path = path;
    this.orElse = orElse;
  }

  /** The common case: one name, known beforehand, no default. */
  static final class One extends Node {
    private final Node subject;
    private final Symbol name;
    private int guess;

    One(SourceText source, int start, Node subject, Symbol name) {
      super(source, start);
      this.subject = subject;
      this.name = name;
    }

    @Override
    Value eval(Frame frame) {
      Value v = subject(frame);
      NixAttrs set = null;
      int at = -1;
      try {
        set = v instanceof NixAttrs a ? a : v.asAttrs();
        at = set.layout().indexOf(name, guess);
        if (at >= 0) {
          guess = at;
          return set.forced(at);
        }
        throw missing(set, name);
      } catch (EvalException e) {
        throw noted(
            e,
            this,
            set == null || at < 0 ? null : set.layout().place(at),
            name.name(),
            name.name(),
            set == null);
      }
    }

    private Value subject(Frame frame) {
      try {
        return subject.eval(frame);
      } catch (EvalException e) {
        throw e.frame("while selecting an attribute", subject.place());
      }
    }
  }

  @Override
  Value eval(Frame frame) {
    return orElse == null ? select(frame) : selectOr(frame, orElse, false);
  }

  @Override
  Value evalTail(Frame frame) {
    return orElse == null ? select(frame) : selectOr(frame, orElse, true);
  }

  private Value select(Frame frame) {
    Value v = subject.eval(frame, "while selecting an attribute");
    Place place = null;
    int done = 0;
    boolean notASet = false;
    try {
      for (; done < path.length; done++) {
        Symbol name = path[done].name(frame);
        notASet = true;
        NixAttrs set = v.asAttrs();
        notASet = false;
        int at = path[done].in(set.layout(), name);
        if (at < 0) {
          throw missing(set, name);
        }
        v = set.value(at);
        place = set.layout().place(at);
      }
      return v.force();
    } catch (EvalException e) {
      throw noted(e, this, place, shown(frame, done), shown(frame, path.length), notASet);
    }
  }

  private Value selectOr(Frame frame, Node fallback, boolean tail) {
    Value v = subject.eval(frame, "while selecting an attribute");
    Place place = null;
    try {
      for (int i = 0; i < path.length; i++) {
        Symbol name = path[i].name(frame);
        int at = -1;
        if (v.force() instanceof NixAttrs set) {
          Layout layout = set.layout();
          at = path[i].in(layout, name);
          if (at >= 0) {
            v = set.value(at);
            place = layout.place(at);
          }
        }
        if (at < 0) {
          return tail ? fallback.evalTail(frame) : fallback.eval(frame);
        }
      }
      return v.force();
    } catch (EvalException e) {
      String whole = shown(frame, path.length);
      throw noted(e, this, place, whole, whole, false);
    }
  }

  private String shown(Frame frame, int steps) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < steps; i++) {
      out.append(i == 0 ? "" : ".").append(path[i].describe(frame));
    }
    return out.toString();
  }

  static EvalException missing(NixAttrs set, Symbol name) {
    EvalException e =
        new EvalException("attribute '" + name.name() + "' missing")
            .suggest(
                Suggestions.best(set.names().stream().map(Symbol::name).toList(), name.name()));
    return MissingName.advise(e, set, name.name());
  }

  private static EvalException noted(
      EvalException e,
      Node node,
      @Nullable Place definition,
      String reached,
      String whole,
      boolean notASet) {
    if (notASet) {
      e.frame("while selecting an attribute", node.place());
    }
    if (e instanceof InfiniteRecursionException) {
      e.at(definition == null ? node.place() : definition);
    }
    if (definition != null) {
      e.frame("from the definition of '" + reached + "'", definition);
    }
    return e.frame("while evaluating the attribute '" + whole + "'", node.place());
  }
}
