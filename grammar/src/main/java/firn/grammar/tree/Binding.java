package firn.grammar.tree;

/** A definition of one statically known name. */
public sealed interface Binding {

  /** The attribute name: bytes, not necessarily an identifier. */
  String name();

  /**
   * Where the attribute is defined, as {@code unsafeGetAttrPos} reports it: the start of the whole
   * attribute path, or of the name in an {@code inherit}.
   */
  int offset();

  /** {@code name = value;}. */
  record Plain(String name, Expr value, int offset) implements Binding {}

  /**
   * {@code inherit name;}: the variable {@code name} of the scope around the set or {@code let},
   * also where that is recursive.
   */
  record Inherited(String name, int offset) implements Binding {}

  /**
   * {@code inherit (e) name;}: the attribute {@code name} of the set {@code e}.
   *
   * @param source index of {@code e} in {@link Bindings#inheritSources()}
   */
  record InheritedFrom(String name, int source, int offset) implements Binding {}
}
