package firn.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.eval.builtin.EvalSettings;
import firn.grammar.SyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That files are read ahead cannot be told from what comes of evaluation. */
final class ReadAheadTest {
  @TempDir Path folder;

  private long eval(String expression) {
    Evaluator evaluator = new Evaluator(EvalSettings.ofProcess());
    return evaluator.run(() -> evaluator.evalExpression(expression).asInt());
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void importsWhatIsListed() throws IOException {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      list.append(file("n" + i + ".nix", Integer.toString(i))).append(' ');
    }
    String all = file("all.nix", "[ " + list + "]");
    String sum = "builtins.foldl' (sum: file: sum + import file) 0 (import %s)".formatted(all);
    assertThat(eval(sum)).isEqualTo(199 * 100);
  }

  @Test
  void filesThatCannotBeReadMatterOnlyWhereTheyAreImported() throws IOException {
    String bad = file("bad.nix", "{ a = ; }");
    String undefined = file("undefined.nix", "nowhere");
    String list = "[ %s %s /absent/file.nix ]".formatted(bad, undefined);
    assertThat(eval("builtins.length " + list)).isEqualTo(3);
    assertThatThrownBy(() -> eval("import (builtins.head %s)".formatted(list)))
        .isInstanceOf(SyntaxException.class);
    assertThatThrownBy(() -> eval("import (builtins.elemAt %s 1)".formatted(list)))
        .hasMessageContaining("undefined variable 'nowhere'");
    assertThatThrownBy(() -> eval("import (builtins.elemAt %s 2)".formatted(list)))
        .hasMessageContaining("does not exist");
  }
}
