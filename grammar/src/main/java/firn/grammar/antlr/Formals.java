package firn.grammar.antlr;

import firn.grammar.tree.Formal;
import firn.grammar.tree.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The formals of a pattern while they are read. */
final class Formals {
  private final List<Formal> formals = new ArrayList<>();
  private boolean ellipsis;

  void add(Formal formal) {
    formals.add(formal);
  }

  void allowOthers() {
    ellipsis = true;
  }

  /**
   * The finished pattern.
   *
   * @param whole the name of the whole argument, if it has one
   * @param at where the parameter starts
   * @throws SyntaxFault if a name occurs twice
   */
  Parameter.Pattern toPattern(@Nullable String whole, int at) {
    Set<String> names = HashSet.newHashSet(formals.size() + 1);
    for (Formal formal : formals) {
      if (!names.add(formal.name())) {
        throw duplicate(formal.name(), formal.offset());
      }
    }
    if (whole != null && names.contains(whole)) {
      throw duplicate(whole, at);
    }
    return new Parameter.Pattern(List.copyOf(formals), ellipsis, whole, at);
  }

  private static SyntaxFault duplicate(String name, int offset) {
    return new SyntaxFault(
        "duplicate formal function argument '" + name + "'",
        offset,
        offset + name.length(),
        "remove or rename one of the two");
  }
}
