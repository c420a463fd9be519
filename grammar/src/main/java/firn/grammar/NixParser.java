package firn.grammar;

import firn.grammar.antlr.SyntaxFault;
import firn.grammar.antlr.TreeReader;
import firn.grammar.tree.Expr;

/** Reads the Nix expression language. May be used by several threads at once. */
public final class NixParser {

  private NixParser() {}

  /**
   * Reads one expression, the whole text.
   *
   * <p>Brackets, strings and nested expressions may go 10,000 levels deep; a row of operators may
   * have any length, and then the tree is as high as the row is long.
   *
   * @throws SyntaxException if the text is not an expression of the language, defines an attribute
   *     or a parameter twice, or nests too deeply
   */
  public static Expr parse(SourceText source) {
    try {
      return TreeReader.read(source.text());
    } catch (SyntaxFault e) {
      String message =
          e.related() == SyntaxFault.NOWHERE
              ? e.text()
              : e.text() + " " + source.describe(e.related());
      throw new SyntaxException(message, source, e.start(), e.end(), e.hint());
    }
  }
}
