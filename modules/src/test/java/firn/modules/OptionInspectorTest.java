package firn.modules;

import static org.assertj.core.api.Assertions.assertThat;

import firn.eval.Evaluator;
import firn.eval.builtin.EvalSettings;
import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OptionInspectorTest {
  private static final String MODULES =
      """
      lib: (lib.evalModules {
        modules = [
          {
            _file = "declares.nix";
            options.web = {
              port = lib.mkOption {
                type = lib.types.port;
                default = 80;
                description = "Where it listens.";
                example = 8080;
              };
              name = lib.mkOption { type = lib.types.str; };
              sites = lib.mkOption {
                default = { };
                type = lib.types.attrsOf (lib.types.submodule {
                  options.root = lib.mkOption {
                    type = lib.types.path;
                    default = "/srv";
                  };
                });
              };
            };
          }
          { _file = "strong.nix"; web.port = lib.mkForce 1; }
          { _file = "plain.nix"; web.port = 2; }
          { _file = "off.nix"; web.port = lib.mkIf false 3; }
          { _file = "sites.nix"; web.sites."a.example".root = "/a"; }
        ];
      }).options
      """;

  private static OptionReport inspect(String path) {
    Evaluator evaluator = new Evaluator(EvalSettings.ofProcess());
    return evaluator.run(() -> {
      Value lib = evaluator.evalFile(Library.root().resolve("lib"));
      NixAttrs options = evaluator.evalExpression(MODULES).call(lib).asAttrs();
      return new OptionInspector(evaluator, options).inspect(path);
    });
  }

  @Test
  void tellsWhichDefinitionWon() {
    OptionReport.Option port = (OptionReport.Option) inspect("web.port");

    assertThat(port.value()).isEqualTo("1");
    assertThat(port.type())
        .isEqualTo("16 bit unsigned integer; between 0 and 65535 (both inclusive)");
    assertThat(port.description()).isEqualTo("Where it listens.");
    assertThat(port.defaultText()).isEqualTo("80");
    assertThat(port.example()).isEqualTo("8080");
    assertThat(port.declarations()).containsExactly("declares.nix");
    assertThat(port.definitions())
        .containsExactly(
            new OptionReport.Definition("strong.nix", 50, true, false, "1"),
            new OptionReport.Definition("plain.nix", 100, false, false, "2"),
            new OptionReport.Definition("declares.nix", 1500, false, true, "80"));
  }

  @Test
  void saysWhyThereIsNoValue() {
    OptionReport.Option name = (OptionReport.Option) inspect("web.name");

    assertThat(name.value()).isNull();
    assertThat(name.error())
        .isEqualTo(
            "The option `web.name' was accessed but has no value defined. Try setting the option.");
    assertThat(name.definitions()).isEmpty();
  }

  @Test
  void listsWhatIsBelow() {
    assertThat(inspect("web"))
        .isEqualTo(new OptionReport.Group("web", List.of("web.name", "web.port", "web.sites")));
    assertThat(((OptionReport.Group) inspect("")).children()).containsExactly("web");
  }

  @Test
  void looksIntoSubmodules() {
    OptionReport.Option sites = (OptionReport.Option) inspect("web.sites");
    assertThat(sites.children()).containsExactly("web.sites.\"a.example\"");

    assertThat(((OptionReport.Group) inspect("web.sites.\"a.example\"")).children())
        .containsExactly("web.sites.\"a.example\".root");
    OptionReport.Option root = (OptionReport.Option) inspect("web.sites.\"a.example\".root");
    assertThat(root.value()).isEqualTo("\"/a\"");
    assertThat(root.definitions().getFirst().place()).isEqualTo("sites.nix");

    OptionReport.Option possible = (OptionReport.Option) inspect("web.sites.other.root");
    assertThat(possible.defaultText()).isEqualTo("\"/srv\"");
    assertThat(possible.undefined()).isEqualTo("web.sites.other");
    assertThat(possible.value()).isNull();
    assertThat(possible.definitions()).isEmpty();
    assertThat(root.undefined()).isNull();
  }

  @Test
  void suggestsTheNearestName() {
    OptionReport.Unknown unknown = (OptionReport.Unknown) inspect("web.prot");

    assertThat(unknown.path()).isEqualTo("web.prot");
    assertThat(unknown.suggestions().getFirst()).isEqualTo("web.port");
  }
}
