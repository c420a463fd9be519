package firn.grammar.antlr;

import firn.grammar.tree.Expr;

/** Reads a whole source into a tree. */
public final class TreeReader {

  /** Levels of nesting that any thread's stack holds. */
  private static final int SHALLOW = 200;

  /** Levels of nesting that are read at all. */
  private static final int DEEPEST = 10_000;

  /** Bytes of stack for the deepest source. */
  private static final long DEEP_STACK = 256L << 20;

  private TreeReader() {}

  /**
   * Reads a source.
   *
   * @throws SyntaxFault if it is not one expression, or nests more than 10,000 levels deep
   */
  public static Expr read(String text) {
    TokenBuffer tokens = Scanner.scan(text);
    try {
      return read(tokens, SHALLOW);
    } catch (NodeStack.DepthExceeded | StackOverflowError e) {
      return readOnLargeStack(tokens);
    }
  }

  private static Expr read(TokenBuffer tokens, int maximumDepth) {
    tokens.seek(0);
    NixParser parser = new NixParser(tokens);
    parser.limitDepth(maximumDepth);
    StuckStrategy stuck = new StuckStrategy();
    parser.setErrorHandler(stuck);
    try {
      parser.file();
      return parser.result();
    } catch (StuckStrategy.Stuck e) {
      throw SyntaxErrors.explain(tokens, maximumDepth);
    }
  }

  private static Expr readOnLargeStack(TokenBuffer tokens) {
    Object[] outcome = new Object[1];
    Thread reader =
        new Thread(
            null,
            () -> {
              try {
                outcome[0] = read(tokens, DEEPEST);
              } catch (NodeStack.DepthExceeded e) {
                outcome[0] = e.toFault(DEEPEST);
              } catch (RuntimeException | StackOverflowError e) {
                outcome[0] = e;
              }
            },
            "firn-deep-parse",
            DEEP_STACK);
    reader.start();
    boolean interrupted = false;
    while (true) {
      try {
        reader.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return switch (outcome[0]) {
      case Expr expr -> expr;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException("the deep reader left no outcome");
    };
  }
}
