package firn.grammar.tree;

/**
 * {@code ${name} = value;} or {@code "a${b}" = value;}.
 *
 * @param name gives a string, or null for no attribute
 * @param offset the start of the attribute path
 */
public record DynamicBinding(Expr name, Expr value, int offset) {}
