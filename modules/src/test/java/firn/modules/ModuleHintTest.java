package firn.modules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in the ways modules are written, and what is said to do about them. */
final class ModuleHintTest {
  private static final String EVALUATE =
      """
      lib: (lib.evalModules {
        specialArgs.packages = { };
        modules = [
          { options.it = lib.mkOption { type = lib.types.int; }; }
          { _module.args.site = "here"; }
          { _file = "here.nix"; imports = [ (lib.setDefaultModuleLocation "here.nix" (%s)) ]; }
        ];
      }).config.it
      """;

  private static String hint(String module) {
    return FailingExpression.error(EVALUATE.formatted(module)).hint();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{ it = lib.mkIf \"yes\" 1; } | (here.nix: the condition is a string; write one that is true or false)",
        "lib.mkIf null { it = 1; } | (here.nix: the condition is null; write one that is true or false)",
        "{ sites, ... }: { it = sites; } | takes an argument `sites' that nobody gives: did you mean `site'?)",
        "{ pacages, ... }: { it = pacages; } | takes an argument `pacages' that nobody gives: did you mean `packages'?)",
        "{ other, ... }: { it = other; } | takes an argument `other' that nobody gives: give it by `_module.args.other' in some module, or by `specialArgs')",
        "let x = lib.mkIf true x; in { it = x; } | (look for a name bound to a definition that uses the name, or an alias of an option defined by that alias)",
      })
  void saysWhatToDo(String module, String hint) {
    assertThat(hint(module)).endsWith(hint);
  }
}
