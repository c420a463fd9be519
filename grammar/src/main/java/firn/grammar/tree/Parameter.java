package firn.grammar.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a lambda takes. */
public sealed interface Parameter {

  /** {@code x: …}. */
  record Named(String name, int offset) implements Parameter {}

  /**
   * {@code { a, b ? e, ... } @ whole: …}.
   *
   * @param formals in the order of the source, no name twice
   * @param ellipsis whether further attributes are allowed
   * @param whole the name of the whole argument, on either side of the pattern; not among the
   *     formals
   */
  record Pattern(List<Formal> formals, boolean ellipsis, @Nullable String whole, int offset)
      implements Parameter {}
}
