package firn.grammar.tree;

/**
 * A lookup path such as {@code <nixpkgs/lib>}. It means {@code __findFile __nixPath "nixpkgs/lib"},
 * and both variables are resolved in the scope where it stands.
 *
 * @param path the text between the angle brackets
 */
public record SearchPath(String path, int start, int end) implements Expr {}
