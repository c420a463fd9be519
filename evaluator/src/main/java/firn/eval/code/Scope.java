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
    Map<Symbol, Integer> map = new HashMap<>();
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

  /** The levels of the {@code with}s around, from the innermost. */
  int[] withLevels() {
    List<Integer> levels = new ArrayList<>();
    int level = 0;
    for (Scope s = this; s != null; s = s.outer) {
      if (s.with != null) {
        levels.add(level);
      }
      level++;
    }
    return levels.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The {@code with}s around, from the innermost. */
  WithNode[] withs() {
    List<WithNode> all = new ArrayList<>();
    for (Scope s = this; s != null; s = s.outer) {
      if (s.with != null) {
        all.add(s.with);
      }
    }
    return all.toArray(WithNode[]::new);
  }

  /** The names that are visible, innermost first. */
  List<String> names() {
    List<String> all = new ArrayList<>();
    for (Scope s = this; s != null; s = s.outer) {
      s.slots.keySet().forEach(n -> all.add(n.name()));
    }
    return all;
  }
}
