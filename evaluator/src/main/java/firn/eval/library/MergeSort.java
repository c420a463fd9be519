package firn.eval.library;

import firn.eval.value.Value;

/**
 * A stable sort that bears any comparator, also one that is no order: unlike the JDK's, which may
 * throw then, it just gives some arrangement.
 */
final class MergeSort {
  private static final int SMALL = 6;

  /** Whether one value comes before another. */
  @FunctionalInterface
  interface Less {
    boolean test(Value a, Value b);
  }

  private MergeSort() {}

  static void sort(Value[] items, Less less) {
    sort(items.clone(), items, 0, items.length, less);
  }

  /** Sorts {@code from}, which holds the same as {@code to}, into {@code to}. */
  private static void sort(Value[] from, Value[] to, int start, int end, Less less) {
    if (end - start <= SMALL) {
      insert(to, start, end, less);
      return;
    }
    int middle = (start + end) >>> 1;
    sort(to, from, start, middle, less);
    sort(to, from, middle, end, less);
    if (!less.test(from[middle], from[middle - 1])) {
      System.arraycopy(from, start, to, start, end - start);
      return;
    }
    int i = start;
    int j = middle;
    for (int k = start; k < end; k++) {
      boolean right = i >= middle || (j < end && less.test(from[j], from[i]));
      to[k] = right ? from[j++] : from[i++];
    }
  }

  private static void insert(Value[] items, int start, int end, Less less) {
    for (int i = start + 1; i < end; i++) {
      Value item = items[i];
      int j = i;
      while (j > start && less.test(item, items[j - 1])) {
        items[j] = items[j - 1];
        j--;
      }
      items[j] = item;
    }
  }
}
