package firn.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import firn.grammar.tree.Expr;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Properties that hold of every program, tried on random ones; a failure names its seed. */
class RoundTripTest {
  private static final int PROGRAMS = 3_000;
  private static final int DEPTH = 5;

  private static Expr parse(String text) {
    return NixParser.parse(SourceText.ofLatin1("random.nix", text));
  }

  /** Prints without the slash that only an interpolation may follow. */
  private static String print(Expr expr) {
    return Printer.print(expr, path -> path.text().replaceFirst("/$", "/z"));
  }

  /**
   * Precedence and associativity: leaving parentheses out where the rules allow it changes nothing.
   */
  @Test
  void parenthesesThatTheRulesImplyChangeNothing() {
    LongStream.range(0, PROGRAMS)
        .forEach(seed -> {
          RandomSource.Twice twice = new RandomSource(seed).expression(DEPTH);
          assertThat(Printer.print(parse(twice.usual())))
              .as("seed %d: %s", seed, twice.usual())
              .isEqualTo(Printer.print(parse(twice.explicit())));
        });
  }

  /** What is printed reads back, but for assertions, which Nix prints without parentheses. */
  @Test
  void printedTreesReadBackAsThemselves() {
    LongStream.range(0, PROGRAMS)
        .forEach(seed -> {
          Expr expr = parse(new RandomSource(seed).expression(DEPTH).usual());
          String printed = print(expr);
          if (!printed.contains("assert ")) {
            String again = print(parse(printed));
            String thrice = print(parse(again));
            assertThat(thrice).as("seed %d", seed).isEqualTo(again);
          }
        });
  }
}
