package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import firn.cli.repl.Repl;
import firn.cli.repl.ReplSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking at configurations without building them: option, options, eval --config, the REPL. */
final class InspectionTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Terminal terminal =
      new Terminal(
          new PrintStream(out, false, StandardCharsets.ISO_8859_1),
          new PrintStream(err, true, StandardCharsets.UTF_8),
          false,
          false);

  private String configuration() throws IOException {
    return write(
        "configuration.nix",
        """
        { lib, ... }:
        {
          imports = [ { networking.hostName = lib.mkForce "strong"; } ];
          networking.hostName = "plain";
          system.stateVersion = "24.11";
        }
        """);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String run(String... arguments) {
    String[] all =
        Stream.concat(
                Stream.of(arguments), Stream.of("--store", folder.resolve("store").toString()))
            .toArray(String[]::new);
    int code = Main.run("firn", all, terminal);
    terminal.out().flush();
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void anOptionSaysWhichDefinitionWonAndWhy() throws IOException {
    String file = configuration();
    assertThat(run("option", "--config", file, "networking.hostName"))
        .contains("Value:\n  \"strong\"\n")
        .contains("* " + file + ":3:17 (priority 50, mkForce): \"strong\"")
        .contains("- " + file + ":4:3 (priority 100, overridden): \"plain\"")
        .contains("- default (priority 1500, overridden): \"nixos\"");
  }

  @Test
  void theValuesOfAllOptionsBelowAPathAreWritten() throws IOException {
    String file =
        write(
            "configuration.nix",
            """
            { lib, ... }:
            {
              options.mine = {
                a.on = lib.mkEnableOption "a";
                a.missing = lib.mkOption { type = lib.types.int; };
                b = lib.mkOption { type = lib.types.listOf lib.types.str; };
              };
              config.mine.b = [ "x" ];
              config.system.stateVersion = "24.11";
            }
            """);
    assertThat(run("option", "--config", file, "-r", "mine"))
        .isEqualTo(
            """
            # mine.a.missing: The option `mine.a.missing' was accessed but has no value defined. Try setting the option.
            mine.a.on = false;
            mine.b = [
              "x"
            ];
            """);
  }

  @Test
  void anExpressionOverAConfiguration() throws IOException {
    assertThat(run("eval", "--config", configuration(), "lib.toUpper config.networking.hostName"))
        .isEqualTo("\"STRONG\"\n");
  }

  @Test
  void aReferenceOfOnesOwnModules() throws IOException {
    String module =
        write(
            "mine.nix",
            """
            { lib, pkgs, ... }:
            { options.mine.port = lib.mkOption { type = lib.types.port; description = "A port."; }; }
            """);
    assertThat(run("options", "--format", "markdown", "--modules", module, "mine"))
        .isEqualTo(
            """
            ## mine.port

            A port.

            *Type:*
            16 bit unsigned integer; between 0 and 65535 (both inclusive)

            *Declared by:*
             - `%s`
            """
                .formatted(module));
  }

  @Test
  void aSchemaOfOnesOwnModules() throws IOException {
    String module = write("mine.nix", "{ lib, ... }: { options.on = lib.mkEnableOption \"it\"; }");
    assertThat(run("options", "--format", "json-schema", "--modules", module))
        .contains("\"$schema\" : \"https://json-schema.org/draft/2020-12/schema\"")
        .contains("\"type\" : \"boolean\"");
  }

  /** A module for a system, with options of its own and definitions of others. */
  private String service() throws IOException {
    return write(
        "service.nix",
        """
        { lib, config, pkgs, ... }:
        {
          options.mine.enable = lib.mkEnableOption "it";
          options.mine.package = lib.mkOption {
            type = lib.types.package;
            default = pkgs.hello;
            defaultText = lib.literalExpression "pkgs.hello";
            description = "What runs.";
            relatedPackages = [
              "git"
              { path = [ "python3Packages" "numpy" ]; comment = "faster"; title = "NumPy"; }
            ];
          };
          config = lib.mkIf config.mine.enable { systemd.services.mine.script = "true"; };
        }
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"options-json", "json-schema", "markdown", "html", "man"})
  void aReferenceOfAModuleThatDefinesOptionsOfASystem(String format) throws IOException {
    assertThat(run("options", "--format", format, "--modules", service()))
        .contains("enable", "Whether to enable it.", "What runs.");
  }

  /** A Markdown text, as what renders the file expects; and only what is below the path. */
  @Test
  void relatedPackagesAreOneText() throws IOException {
    assertThat(run("options", "--format", "options-json", "--modules", service(), "mine.package"))
        .contains(
            "\"relatedPackages\":"
                + "\"- `pkgs.git`\\n- NumPy aka `pkgs.python3Packages.numpy`\\n\\n  faster\\n\"")
        .contains("\"mine.package\"")
        .doesNotContain("mine.enable", "_module");
  }

  @Test
  void aSchemaIsOfAllOptions() throws IOException {
    String[] arguments = {"options", "--format", "json-schema", "--modules", service(), "mine"};

    assertThat(Main.run("firn", arguments, terminal)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("leave out 'mine'");
  }

  @Test
  void theReplGoesOnAfterMistakes() {
    Session session = new Session(new SessionOptions(), terminal, false);
    String text = "{ config = { name = \"x\"; sub.deep = 1; bad = throw \"no\"; }; }";
    ReplSession asked =
        new ReplSession(session, evaluator -> evaluator.evalExpression(text).asAttrs());
    Repl repl = new Repl(asked, terminal, false);
    Queue<String> lines =
        new ArrayDeque<>(
            List.of(
                "config",
                "y = config.name + \"y\"",
                "y",
                "nosuch",
                "[",
                "1",
                "y ]",
                ":t y",
                ":z",
                ":p config.sub",
                "{",
                "",
                "1 + 1",
                ":q",
                "2 + 2"));
    repl.run(prompt -> lines.poll());

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {
              bad = «error: no»;
              name = "x";
              sub = { ... };
            }
            "xy"
            [
              1
              "xy"
            ]
            a string
            { deep = 1; }
            2
            """);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("undefined variable 'nosuch'")
        .contains("there is no command ':z'")
        .contains("syntax error, unexpected end of file");
    assertThat(repl.completions("config."))
        .containsExactly("config.bad", "config.name", "config.sub");
    assertThat(repl.completions("config.sub.d")).containsExactly("config.sub.deep");
    assertThat(repl.completions("nosuch.d")).isEmpty();
  }

  private String flake() throws IOException {
    write(
        "flake.nix",
        """
        {
          outputs = { self }: {
            nixosModules.web =
              { lib, ... }:
              { options.web.port = lib.mkOption { type = lib.types.port; description = "A port."; }; };
            nixosConfigurations.box = (import <nixpkgs/lib>).evalModules {
              modules = [ self.nixosModules.web { options.box = { }; } ];
            };
          };
        }
        """);
    return "path:" + folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"web", "nixosModules.web", "box"})
  void theReferenceOfAFlakeIsOfItsModuleOrItsConfiguration(String name) throws IOException {
    assertThat(run("options", "--format", "json-schema", "--flake", flake() + "#" + name))
        .contains("A port.", "\"maximum\" : 65535");
  }

  @ParameterizedTest
  @ValueSource(strings = {"options-json", "markdown", "html", "man"})
  void theReferenceOfAFlakeComesInEveryFormat(String format) throws IOException {
    assertThat(run("options", "--format", format, "--flake", flake() + "#web"))
        .contains("web.port", "A port.", "16 bit unsigned integer");
  }

  @Test
  void aNameThatAFlakeHasNotIsToldWithThoseItHas() throws IOException {
    int code =
        Main.run(
            "firn",
            new String[] {
              "options",
              "--format",
              "man",
              "--flake",
              flake() + "#wab",
              "--store",
              folder.resolve("store").toString()
            },
            terminal);

    assertThat(code).isEqualTo(ExitCode.EXPRESSION);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("'nixosModules.wab'", "web");
  }
}
