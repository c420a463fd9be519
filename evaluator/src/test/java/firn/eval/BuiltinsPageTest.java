package firn.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.EvalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/builtins.md} is made from the declarations of the builtins. Run with {@code
 * -Dfirn.goldens=rewrite} to write it anew; the run fails all the same.
 */
final class BuiltinsPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("firn.home", ".."), "docs/builtins.md");

  @Test
  void thePageIsCurrent() throws IOException {
    String page = page(new Evaluator(EvalSettings.ofProcess()).declarations());
    if ("rewrite".equals(System.getProperty("firn.goldens"))) {
      Files.writeString(PAGE, page);
      fail("written: " + PAGE);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  @Test
  void everyBuiltinIsDocumented() {
    assertThat(new Evaluator(EvalSettings.ofProcess()).declarations())
        .allMatch(builtin -> !builtin.documentation().isBlank());
  }

  private static String page(List<Builtin> builtins) {
    StringBuilder out =
        new StringBuilder(
            """
            # Builtins

            Made from their declarations; `firn repl` shows the same with `:doc`. Those marked *everywhere* can be used without `builtins.` in front.

            """);
    builtins.stream()
        .sorted(Comparator.comparing(Builtin::name))
        .forEach(builtin -> {
          out.append("- **`").append(builtin.name()).append("`**");
          builtin.arguments().forEach(argument -> out.append(" *").append(argument).append('*'));
          out.append(builtin.scope() == Builtin.Scope.GLOBAL ? " (everywhere)" : "");
          out.append(": ").append(builtin.documentation()).append('\n');
        });
    return out.toString();
  }
}
