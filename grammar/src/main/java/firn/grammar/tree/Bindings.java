package firn.grammar.tree;

import java.util.List;

/**
 * What an attribute set or a {@code let} defines, desugared: attribute paths are nested {@link
 * AttrSet}s, sets given in several pieces are merged, and no name occurs twice in {@code named}.
 *
 * @param named in the order of their first definition
 * @param dynamic attributes whose name is computed ({@code ${e} = v}); in the order of the source.
 *     They never see each other and are not in scope even in a {@code rec}
 * @param inheritSources the {@code e} of each {@code inherit (e) …}, once per clause, in the order
 *     of the source: a thunk to be shared by the {@link Binding.InheritedFrom}s that name its
 *     index. In a {@code rec} or {@code let} they see the bindings themselves
 */
public record Bindings(
    List<Binding> named, List<DynamicBinding> dynamic, List<Expr> inheritSources) {

  /** No bindings. */
  public static final Bindings NONE = new Bindings(List.of(), List.of(), List.of());
}
