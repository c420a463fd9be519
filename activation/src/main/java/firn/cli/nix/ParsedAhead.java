package firn.cli.nix;

import firn.grammar.NixParser;
import firn.grammar.SourceText;
import firn.grammar.tree.Expr;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sources read and parsed in order by a second thread, a few ahead of whoever takes them. What is
 * wrong with one is said when it is its turn.
 */
final class ParsedAhead implements AutoCloseable {
  private static final int AHEAD = 16;

  private final Reader reader;
  private final Iterator<String> inputs;
  private final Queue<Future<Parsed>> pending = new ArrayDeque<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("parsing ahead").factory());

  /** Reads the source that an input names. */
  @FunctionalInterface
  interface Reader {
    SourceText read(String input) throws IOException;
  }

  /** A source and its tree. */
  record Parsed(String input, SourceText source, Expr tree) {}

  ParsedAhead(List<String> inputs, Reader reader) {
    this.inputs = inputs.iterator();
    this.reader = reader;
  }

  boolean hasNext() {
    return !pending.isEmpty() || inputs.hasNext();
  }

  /**
   * The next one.
   *
   * @throws IOException if it cannot be read
   * @throws firn.grammar.SyntaxException if it cannot be parsed
   */
  Parsed next() throws IOException {
    while (pending.size() < AHEAD && inputs.hasNext()) {
      String input = inputs.next();
      pending.add(thread.submit(() -> parsed(input)));
    }
    try {
      return pending.remove().get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException problem -> throw problem;
        case RuntimeException problem -> throw problem;
        case Error problem -> throw problem;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private Parsed parsed(String input) throws IOException {
    SourceText source = reader.read(input);
    return new Parsed(input, source, NixParser.parse(source));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
