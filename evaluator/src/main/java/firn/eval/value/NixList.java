package firn.eval.value;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/** A list; its elements may be thunks. */
public final class NixList extends Value implements Iterable<Value> {
  public static final NixList EMPTY = new NixList(new Value[0]);

  private final Value[] items;

  private NixList(Value[] items) {
    this.items = items;
  }

  /** A list of these elements; the array becomes the list's own and must not change after. */
  public static NixList wrap(Value[] items) {
    return items.length == 0 ? EMPTY : new NixList(items);
  }

  public static NixList of(Value... items) {
    return wrap(items.clone());
  }

  public static NixList of(Collection<? extends Value> items) {
    return wrap(items.toArray(Value[]::new));
  }

  public int size() {
    return items.length;
  }

  /** An element, perhaps a thunk. */
  public Value get(int index) {
    return items[index];
  }

  /** The elements; a copy. */
  public Value[] toArray() {
    return items.clone();
  }

  /** The elements themselves, not a copy: for reading only. */
  public Value[] items() {
    return items;
  }

  /** The elements as an unmodifiable list. */
  public List<Value> asJavaList() {
    return List.of(items);
  }

  /** This list and then the other. */
  public NixList concat(NixList other) {
    if (items.length == 0) {
      return other;
    }
    if (other.items.length == 0) {
      return this;
    }
    Value[] all = Arrays.copyOf(items, items.length + other.items.length);
    System.arraycopy(other.items, 0, all, items.length, other.items.length);
    return new NixList(all);
  }

  @Override
  public Iterator<Value> iterator() {
    return Arrays.asList(items).iterator();
  }

  @Override
  public ValueType type() {
    return ValueType.LIST;
  }

  @Override
  public String toString() {
    return ValuePrinter.forMessage(this);
  }
}
