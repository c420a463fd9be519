package firn.eval.value;

import firn.eval.error.Place;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The names of an attribute set, ordered by symbol, and where they were defined. Sets made by the
 * same piece of program share one layout; it holds what can be known without the values.
 */
public final class Layout {
  static final Layout EMPTY = new Layout(new int[0], null);

  final int[] ids;
  private final @Nullable Place @Nullable [] places;
  private int @Nullable [] byName;
  private @Nullable Layout bare;

  Layout(int[] ids, @Nullable Place @Nullable [] places) {
    this.ids = ids;
    this.places = places;
  }

  /**
   * A layout.
   *
   * @param names ordered by symbol, none twice
   * @param places where each was defined
   */
  public static Layout of(Symbol[] names, Place[] places) {
    int[] ids = new int[names.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = names[i].id;
    }
    return new Layout(ids, places);
  }

  /** How many attributes. */
  public int size() {
    return ids.length;
  }

  /** Where {@code symbol} stands, or -1. */
  public int indexOf(Symbol symbol) {
    return indexOf(symbol.id);
  }

  /**
   * As {@link #indexOf(Symbol)}, looking first where it was found the last time.
   *
   * @param guess any number
   */
  public int indexOf(Symbol symbol, int guess) {
    int[] all = ids;
    int id = symbol.id;
    if (guess >= 0 && guess < all.length && all[guess] == id) {
      if (Counters.ON) {
        Counters.lookups++;
        Counters.lookupsAtOnce++;
      }
      return guess;
    }
    return indexOf(id);
  }

  private int indexOf(int id) {
    if (Counters.ON) {
      Counters.lookups++;
    }
    int[] all = ids;
    int low = 0;
    int high = all.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int at = all[middle];
      if (at == id) {
        return middle;
      }
      if (at < id) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** The name at an index. */
  public Symbol symbol(int index) {
    return Symbol.byId(ids[index]);
  }

  /** Where the attribute at an index was defined, if that is known. */
  public @Nullable Place place(int index) {
    return places == null ? null : places[index];
  }

  boolean hasPlaces() {
    return places != null;
  }

  /** The indices ordered by name. */
  int[] byName() {
    int[] known = byName;
    if (known == null) {
      known =
          IntStream.range(0, ids.length)
              .boxed()
              .sorted(Comparator.comparing(this::symbol))
              .mapToInt(Integer::intValue)
              .toArray();
      byName = known;
    }
    return known;
  }

  /** The same names without places. */
  public Layout withoutPlaces() {
    if (places == null) {
      return this;
    }
    Layout known = bare;
    if (known == null) {
      known = new Layout(ids, null);
      known.byName = byName;
      bare = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return Arrays.toString(IntStream.range(0, ids.length).mapToObj(this::symbol).toArray());
  }
}
