package firn.grammar.tree;

/**
 * A string without interpolation: quoted, indented (already stripped) or a bare URI.
 *
 * @param value the bytes of the string, escapes resolved; never contains a NUL
 */
public record StringLiteral(String value, int start, int end) implements Expr {}
