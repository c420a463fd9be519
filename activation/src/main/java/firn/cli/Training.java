package firn.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the AOT cache is trained with: the paths that every command takes, run once in the process
 * that writes the cache.
 */
final class Training {
  /** Modules with an option of each common kind, defined twice and merged. */
  private static final String MODULES =
      """
      with import <nixpkgs/lib>;
      let
        declare = {
          options.services = mkOption {
            default = { };
            type = types.attrsOf (types.submodule ({ name, ... }: {
              options.enable = mkEnableOption name;
              options.port = mkOption { type = types.nullOr types.port; default = null; };
              options.lines = mkOption { type = types.lines; default = ""; };
            }));
          };
        };
        define = port: { config, ... }: {
          services = genAttrs [ "a" "b" "c" ] (name: {
            enable = mkDefault (name != "b");
            port = mkIf (name == "a") (mkOverride port port);
            lines = concatMapStringsSep "\n" (n: "${name}-${toString n}") (range 1 9);
          });
        };
      in
      (evalModules { modules = [ declare (define 80) (define 90) ]; }).config.services
      """;

  private static final List<List<String>> COMMANDS =
      List.of(List.of("--help"), List.of("eval", "--strict", "--json", "-E", MODULES));

  private Training() {}

  static void run(Terminal terminal) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.ISO_8859_1);
    for (List<String> command : COMMANDS) {
      Main.run(
          "firn", command.toArray(String[]::new), new Terminal(nowhere, nowhere, false, false));
    }
    terminal.out().flush();
  }
}
