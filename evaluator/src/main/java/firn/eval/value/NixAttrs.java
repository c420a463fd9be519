package firn.eval.value;

import firn.eval.error.Place;
import java.lang.invoke.VarHandle;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An attribute set: a {@link Layout} and a value, perhaps a thunk, for each of its names. Indices
 * follow the order of symbols, which means nothing to a program; whatever a program can see goes by
 * {@link #names} instead.
 */
public final class NixAttrs extends Value {
  public static final NixAttrs EMPTY = new NixAttrs(Layout.EMPTY, new Value[0]);

  /** A layout, or a beginning of growing attributes until somebody looks at the set. */
  private Object shape;

  private Value @Nullable [] values;

  /** A set; the array becomes its own, ordered as the layout's names. */
  public NixAttrs(Layout layout, Value[] values) {
    if (Counters.ON) {
      Counters.sets++;
    }
    this.shape = layout;
    this.values = values;
  }

  /** A set that is merged when somebody looks at it. */
  NixAttrs(GrowingAttrs.Beginning beginning) {
    if (Counters.ON) {
      Counters.sets++;
    }
    this.shape = beginning;
  }

  /** What it is a beginning of, as long as nobody has looked at it. */
  GrowingAttrs.@Nullable Beginning beginning() {
    return shape instanceof GrowingAttrs.Beginning beginning ? beginning : null;
  }

  private synchronized void settle() {
    if (shape instanceof GrowingAttrs.Beginning beginning) {
      NixAttrs merged = beginning.merged();
      values = merged.values();
      // Whoever sees the layout without a lock sees the values too.
      VarHandle.releaseFence();
      shape = merged.layout();
    }
  }

  private Value[] settledValues() {
    settle();
    return Objects.requireNonNull(values);
  }

  private Layout settledLayout() {
    settle();
    return (Layout) shape;
  }

  /** A set of one attribute. */
  public static NixAttrs of(String name, Value value) {
    return new AttrsBuilder(1).put(name, value).build();
  }

  public Layout layout() {
    return shape instanceof Layout layout ? layout : settledLayout();
  }

  public int size() {
    return values().length;
  }

  public boolean isEmpty() {
    Value[] all = values;
    return all != null && all.length == 0;
  }

  /** The value of an attribute, perhaps a thunk; null where there is none. */
  public @Nullable Value get(Symbol name) {
    int i = layout().indexOf(name);
    return i < 0 ? null : values()[i];
  }

  /** The value of an attribute, perhaps a thunk; null where there is none. */
  public @Nullable Value get(String name) {
    return get(Symbol.of(name));
  }

  /**
   * The value of an attribute, perhaps a thunk.
   *
   * @throws firn.eval.error.EvalException where there is none
   */
  public Value require(String name) {
    Value found = get(name);
    if (found == null) {
      throw new firn.eval.error.EvalException("attribute '" + name + "' missing");
    }
    return found;
  }

  public boolean has(Symbol name) {
    return layout().indexOf(name) >= 0;
  }

  public boolean has(String name) {
    return has(Symbol.of(name));
  }

  /** Where an attribute was defined, if that is known. */
  public @Nullable Place place(Symbol name) {
    Layout layout = layout();
    int i = layout.indexOf(name);
    return i < 0 ? null : layout.place(i);
  }

  /** The name at an index, in the order of symbols. */
  public Symbol symbol(int index) {
    return layout().symbol(index);
  }

  /** The value at an index, in the order of symbols; perhaps a thunk. */
  public Value value(int index) {
    return values()[index];
  }

  /**
   * The value at an index, in the order of symbols, computed if need be. A thunk makes way for its
   * value, so that it can be collected, except where it stands for more than that: whether two
   * functions or two NaNs are equal depends on it.
   *
   * @throws firn.eval.error.EvalException whatever the computation throws
   */
  public Value forced(int index) {
    Value[] all = values();
    Value v = all[index];
    if (!(v instanceof Thunk thunk)) {
      return v;
    }
    Value computed = thunk.value();
    if (!(computed instanceof NixFunction) && !(computed instanceof NixFloat)) {
      all[index] = computed;
    }
    return computed;
  }

  /** The values themselves, not a copy, in the order of symbols: for reading only. */
  public Value[] values() {
    Value[] all = values;
    return all != null ? all : settledValues();
  }

  /** The names in their own order, byte by byte. */
  public List<Symbol> names() {
    Layout layout = layout();
    int[] order = layout.byName();
    return new AbstractList<>() {
      @Override
      public Symbol get(int index) {
        return layout.symbol(order[index]);
      }

      @Override
      public int size() {
        return order.length;
      }
    };
  }

  /** The values in the order of their names. */
  public List<Value> valuesByName() {
    int[] order = layout().byName();
    Value[] all = values();
    return new AbstractList<>() {
      @Override
      public Value get(int index) {
        return all[order[index]];
      }

      @Override
      public int size() {
        return order.length;
      }
    };
  }

  /** Visits name and value, perhaps a thunk, in the order of names. */
  public void forEach(BiConsumer<Symbol, Value> action) {
    Layout layout = layout();
    Value[] all = values();
    for (int i : layout.byName()) {
      action.accept(layout.symbol(i), all[i]);
    }
  }

  /** This set with the attributes of the other added, which win: {@code this // other}. */
  public NixAttrs update(NixAttrs other) {
    if (other.isEmpty()) {
      return this;
    }
    return isEmpty() ? other : AttrsMerge.merge(this, other);
  }

  /** A set with the same names and other values; the array is ordered as this set's. */
  public NixAttrs withValues(Value[] replaced) {
    return new NixAttrs(layout(), replaced);
  }

  @Override
  public ValueType type() {
    return ValueType.ATTRS;
  }

  @Override
  public String toString() {
    return ValuePrinter.forMessage(this);
  }
}
