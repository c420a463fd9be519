package firn.eval.value;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The store paths a string refers to: an immutable set, kept sorted in Nix's own notation.
 *
 * <p>{@code /nix/store/…} is a path as it is, {@code =/nix/store/….drv} a derivation with
 * everything it needs, {@code !out!/nix/store/….drv} one output of a derivation.
 */
public final class Context {
  public static final Context NONE = new Context(new String[0]);

  private final String[] elements;

  private Context(String[] elements) {
    this.elements = elements;
  }

  public static Context of(ContextElement element) {
    return new Context(new String[] {element.encoded()});
  }

  public static Context of(Collection<ContextElement> elements) {
    TreeSet<String> sorted = new TreeSet<>();
    elements.forEach(e -> sorted.add(e.encoded()));
    return sorted.isEmpty() ? NONE : new Context(sorted.toArray(String[]::new));
  }

  public boolean isEmpty() {
    return elements.length == 0;
  }

  public int size() {
    return elements.length;
  }

  /** The elements in the order of their notation. */
  public List<ContextElement> elements() {
    return Arrays.stream(elements).map(ContextElement::decode).toList();
  }

  /** Both together. */
  public Context union(Context other) {
    if (other == this || other.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    String[] a = elements;
    String[] b = other.elements;
    String[] merged = new String[a.length + b.length];
    int n = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      int order = a[i].compareTo(b[j]);
      merged[n++] = order <= 0 ? a[i] : b[j];
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    while (i < a.length) {
      merged[n++] = a[i++];
    }
    while (j < b.length) {
      merged[n++] = b[j++];
    }
    if (n == a.length) {
      return this;
    }
    return n == b.length ? other : new Context(Arrays.copyOf(merged, n));
  }

  @Override
  public String toString() {
    return Arrays.toString(elements);
  }
}
