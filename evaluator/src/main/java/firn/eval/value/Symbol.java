package firn.eval.value;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An interned name. There is one for each name in a process, so names compare by identity, and
 * attribute sets order them by {@link #id}, a small number given in the order of first use.
 */
public final class Symbol implements Comparable<Symbol> {
  private static final ConcurrentHashMap<String, Symbol> TABLE = new ConcurrentHashMap<>(1 << 16);
  private static final Object LOCK = new Object();
  private static volatile Symbol[] byId = new Symbol[1 << 14];
  private static int count;

  final int id;
  private final String name;

  private Symbol(int id, String name) {
    this.id = id;
    this.name = name;
  }

  /** The symbol of a name (bytes). */
  public static Symbol of(String name) {
    Symbol known = TABLE.get(name);
    return known != null ? known : create(name);
  }

  private static Symbol create(String name) {
    synchronized (LOCK) {
      Symbol known = TABLE.get(name);
      if (known != null) {
        return known;
      }
      Symbol fresh = new Symbol(count, name);
      if (count == byId.length) {
        byId = Arrays.copyOf(byId, count * 2);
      }
      byId[count++] = fresh;
      TABLE.put(name, fresh);
      return fresh;
    }
  }

  static Symbol byId(int id) {
    return byId[id];
  }

  /** The order in which attribute sets keep their attributes: by first use of the name. */
  public static int byFirstUse(Symbol a, Symbol b) {
    return Integer.compare(a.id, b.id);
  }

  /** The name (bytes). */
  public String name() {
    return name;
  }

  /** By name, byte by byte: the order in which attributes are shown. */
  @Override
  public int compareTo(Symbol other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
