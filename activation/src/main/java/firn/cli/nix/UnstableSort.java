package firn.cli.nix;

import java.util.Comparator;
import java.util.List;

/**
 * Sorts as the C++ standard library that Nix is built with does (quicksort by the median of three,
 * insertion for short runs, a heap where quicksort degenerates), so that packages of equal name
 * come in the order in which {@code nix-env} lists them.
 */
final class UnstableSort<T> {
  /** Runs as short as this are left to insertion. */
  private static final int SHORT = 16;

  private final List<T> items;
  private final Comparator<? super T> order;

  private UnstableSort(List<T> items, Comparator<? super T> order) {
    this.items = items;
    this.order = order;
  }

  /** Sorts a list with cheap access by index, in place. */
  static <T> void sort(List<T> items, Comparator<? super T> order) {
    int size = items.size();
    if (size > 1) {
      int levels = 2 * (31 - Integer.numberOfLeadingZeros(size));
      new UnstableSort<>(items, order).sort(levels);
    }
  }

  /** As {@link #sort(List, Comparator)}, where quicksort may nest only so deep. */
  static <T> void sort(List<T> items, Comparator<? super T> order, int levels) {
    new UnstableSort<>(items, order).sort(levels);
  }

  private void sort(int levels) {
    quicksort(0, items.size(), levels);
    insertion();
  }

  private boolean less(int a, int b) {
    return less(items.get(a), items.get(b));
  }

  private boolean less(T a, T b) {
    return order.compare(a, b) < 0;
  }

  private void swap(int a, int b) {
    T kept = items.get(a);
    items.set(a, items.get(b));
    items.set(b, kept);
  }

  private void quicksort(int first, int last, int levels) {
    int end = last;
    for (int left = levels; end - first > SHORT; left--) {
      if (left == 0) {
        heapsort(first, end);
        return;
      }
      medianToFirst(first, first + 1, first + (end - first) / 2, end - 1);
      int cut = partition(first + 1, end, first);
      quicksort(cut, end, left - 1);
      end = cut;
    }
  }

  private void medianToFirst(int first, int a, int b, int c) {
    if (less(a, b)) {
      swap(first, less(b, c) ? b : less(a, c) ? c : a);
    } else {
      swap(first, less(a, c) ? a : less(b, c) ? c : b);
    }
  }

  /** The pivot bounds both walks, so that neither leaves the list. */
  private int partition(int first, int last, int pivot) {
    int up = first;
    int down = last;
    while (true) {
      while (less(up, pivot)) {
        up++;
      }
      down--;
      while (less(pivot, down)) {
        down--;
      }
      if (up >= down) {
        return up;
      }
      swap(up, down);
      up++;
    }
  }

  private void insertion() {
    for (int i = 1; i < items.size(); i++) {
      T item = items.get(i);
      // Only the first run may hold what belongs at the front; it is then put there at once.
      int at = i;
      while (at > 0 && less(item, items.get(at - 1))) {
        items.set(at, items.get(at - 1));
        at--;
      }
      items.set(at, item);
    }
  }

  private void heapsort(int first, int last) {
    int size = last - first;
    for (int parent = (size - 2) / 2; parent >= 0; parent--) {
      sink(first, parent, size, items.get(first + parent));
    }
    for (int end = size - 1; end > 0; end--) {
      T item = items.get(first + end);
      items.set(first + end, items.get(first));
      sink(first, 0, end, item);
    }
  }

  /** Moves a hole to the bottom along the larger children, then the item up from there. */
  private void sink(int first, int top, int size, T item) {
    int hole = top;
    int child = hole;
    while (child < (size - 1) / 2) {
      child = 2 * (child + 1);
      if (less(first + child, first + child - 1)) {
        child--;
      }
      items.set(first + hole, items.get(first + child));
      hole = child;
    }
    if (size % 2 == 0 && child == (size - 2) / 2) {
      child = 2 * child + 1;
      items.set(first + hole, items.get(first + child));
      hole = child;
    }
    while (hole > top && less(items.get(first + (hole - 1) / 2), item)) {
      items.set(first + hole, items.get(first + (hole - 1) / 2));
      hole = (hole - 1) / 2;
    }
    items.set(first + hole, item);
  }
}
