package firn.eval.value;

import firn.eval.error.Place;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects the attributes of a set, in any order. */
public final class AttrsBuilder {
  private int[] ids;
  private Value[] values;
  private @Nullable Place @Nullable [] places;
  private int size;
  private boolean sorted = true;

  /**
   * @param capacity how many attributes are expected
   */
  public AttrsBuilder(int capacity) {
    ids = new int[capacity];
    values = new Value[capacity];
  }

  public AttrsBuilder put(String name, Value value) {
    return put(Symbol.of(name), value, null);
  }

  public AttrsBuilder put(Symbol name, Value value) {
    return put(name, value, null);
  }

  /** Adds an attribute; of several with one name the last wins. */
  public AttrsBuilder put(Symbol name, Value value, @Nullable Place place) {
    if (size == ids.length) {
      int more = Math.max(4, size * 2);
      ids = Arrays.copyOf(ids, more);
      values = Arrays.copyOf(values, more);
      places = places == null ? null : Arrays.copyOf(places, more);
    }
    sorted &= size == 0 || ids[size - 1] < name.id;
    ids[size] = name.id;
    values[size] = value;
    if (place != null) {
      if (places == null) {
        places = new @Nullable Place[ids.length];
      }
      places[size] = place;
    }
    size++;
    return this;
  }

  public int size() {
    return size;
  }

  /** The set; the builder must not be used after. */
  public NixAttrs build() {
    if (size == 0) {
      return NixAttrs.EMPTY;
    }
    if (!sorted) {
      sort();
    }
    if (size < ids.length) {
      ids = Arrays.copyOf(ids, size);
      values = Arrays.copyOf(values, size);
      places = places == null ? null : Arrays.copyOf(places, size);
    }
    return new NixAttrs(new Layout(ids, places), values);
  }

  /** Sorts by symbol, stably, keeping the last of equal names. */
  private void sort() {
    long[] keys = new long[size];
    for (int i = 0; i < size; i++) {
      keys[i] = ((long) ids[i] << 32) | i;
    }
    Arrays.sort(keys);
    int[] newIds = new int[size];
    Value[] newValues = new Value[size];
    @Nullable Place @Nullable [] newPlaces = places == null ? null : new @Nullable Place[size];
    int n = 0;
    for (int k = 0; k < size; k++) {
      int id = (int) (keys[k] >>> 32);
      if (k + 1 < size && (int) (keys[k + 1] >>> 32) == id) {
        continue;
      }
      int from = (int) keys[k];
      newIds[n] = id;
      newValues[n] = values[from];
      if (newPlaces != null && places != null) {
        newPlaces[n] = places[from];
      }
      n++;
    }
    ids = newIds;
    values = newValues;
    places = newPlaces;
    size = n;
  }
}
