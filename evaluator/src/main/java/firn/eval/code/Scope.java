package firn.eval.code;

import firn.eval.value.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of one frame, known when a program is compiled; a {@code with} knows no names. */
final class Scope {
  private final @Nullable Scope outer;
  private final Map<Symbol, Integer> slots;
  private final @Nullable WithNode with;
  private @Nullable Withs withs;

  private Scope(@Nullable Scope outer, Map<Symbol, Integer> slots, @Nullable WithNode with) {
    this.outer = outer;
    this.slots = slots;
    this.with = with;
  }

  /** Where a variable is. */
  record Address(int level, int slot) {}

  /** The scope around everything; it has a frame without variables. */
  static Scope root() {
    return new Scope(null, Map.of(), null);
  }

  Scope of(List<Symbol> names) {
    Map<Symbol, Integer> map = HashMap.newHashMap(names.size());
    for (Symbol name : names) {
      map.put(name, map.size());
    }
    return new Scope(this, map, null);
  }

  Scope with(WithNode node) {
    return new Scope(this, Map.of(), node);
  }

  /** Where the innermost variable of that name is; null if none is known. */
  @Nullable Address find(Symbol name) {
    int level = 0;
    for (Scope s = this; s != null; s = s.outer) {
      Integer slot = s.slots.get(name);
      if (slot != null) {
        return new Address(level, slot);
      }
      level++;
    }
    return null;
  }

  /** The {@code with}s around: one object for all variables that only they can define. */
  Withs withs() {
    Withs known = withs;
    if (known == null) {
      List<WithNode> nodes = new ArrayList<>();
      List<Integer> levels = new ArrayList<>();
      int level = 0;
      for (Scope s = this; s != null; s = s.outer) {
        if (s.with != null) {
          nodes.add(s.with);
          levels.add(level);
        }
        level++;
      }
      known =
          new Withs(
              levels.stream().mapToInt(Integer::intValue).toArray(),
              nodes.toArray(WithNode[]::new));
      withs = known;
    }
    return known;
  }

  /**
   * The {@code with}s around a scope, from the innermost.
   *
   * @param levels how many frames further out each is
   */
  record Withs(int[] levels, WithNode[] nodes) {}

  /** The names that are visible, innermost first. */
  List<String> names() {
    List<String> all = new ArrayList<>();
    for (Scope s = this; s != null; s = s.outer) {
      s.slots.keySet().forEach(n -> all.add(n.name()));
    }
    return all;
  }
}
