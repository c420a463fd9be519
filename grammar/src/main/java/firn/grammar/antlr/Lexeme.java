package firn.grammar.antlr;

/** What a token is, as far as those need to know who look at a source rather than at its tree. */
public enum Lexeme {
  /** An identifier, and the keyword {@code or}, which may be one. */
  NAME,
  /** The parameter of a lambda: an identifier before {@code :} or {@code @}. */
  PARAMETER,
  /** A number, a URI or a lookup path. */
  LITERAL,
  /** A path, or the part of one before its first interpolation. */
  PATH,
  /** Text of a path after an interpolation. */
  PATH_TEXT,
  /** Text between the quotes of a string, escapes included. */
  STRING_TEXT,
  /** The opening of an indented string, with the spaces and the line end that belong to it. */
  INDENTED_OPEN,
  /** A quotation mark, or what closes an indented string. */
  QUOTE,
  /** The brace that opens a lambda's pattern. */
  PATTERN_OPEN,
  /** The dollar and brace that open a computed part of a string, a path or an attribute path. */
  INTERPOLATION,
  /** A reserved word other than {@code or}. */
  KEYWORD,
  /** Punctuation and operators. */
  SYMBOL,
  /** After the last token. */
  END
}
