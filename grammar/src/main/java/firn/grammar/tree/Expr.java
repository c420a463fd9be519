package firn.grammar.tree;

/**
 * An expression.
 *
 * <p>{@link #start()} (inclusive) and {@link #end()} (exclusive) are byte offsets into the source.
 * Parentheses around the whole expression are outside its span; parentheses around its first or
 * last part are inside. {@code start} is the position that Nix reports for the expression, except
 * for {@link Binary}, where Nix reports the operator.
 */
public sealed interface Expr
    permits Assert,
        AttrSet,
        Binary,
        Call,
        CurrentPosition,
        FloatLiteral,
        HasAttr,
        If,
        IntLiteral,
        InterpolatedPath,
        InterpolatedString,
        Lambda,
        Let,
        ListLiteral,
        PathLiteral,
        SearchPath,
        Select,
        StringLiteral,
        Unary,
        Variable,
        With {

  /** Offset of the first byte. */
  int start();

  /** Offset after the last byte. */
  int end();
}
