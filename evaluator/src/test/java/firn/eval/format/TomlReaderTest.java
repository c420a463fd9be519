package firn.eval.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.eval.error.EvalException;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixFloat;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TomlReaderTest {

  @Test
  void readsTablesArraysAndScalars() {
    NixAttrs set =
        (NixAttrs)
            TomlReader.read(
                """
                x = 0xff
                "quoted key" = 'literal'
                a.b.c = -1.5e3
                list = [1, "two", [3], { four = 4 }]

                [[package]]
                name = "p"
                [[package]]
                name = "q"
                [deep.er]
                yes = true
                """,
                false);
    assertThat(((NixInt) set.require("x")).value()).isEqualTo(255);
    assertThat(((NixString) set.require("quoted key")).bytes()).isEqualTo("literal");
    NixAttrs b = (NixAttrs) ((NixAttrs) set.require("a")).require("b");
    assertThat(((NixFloat) b.require("c")).value()).isEqualTo(-1500);
    NixList list = (NixList) set.require("list");
    assertThat(((NixInt) ((NixAttrs) list.get(3)).require("four")).value()).isEqualTo(4);
    NixAttrs second = (NixAttrs) ((NixList) set.require("package")).get(1);
    assertThat(((NixString) second.require("name")).bytes()).isEqualTo("q");
  }

  @Test
  void keepsBytes() {
    NixAttrs set = (NixAttrs) TomlReader.read("s = \"\u00c3\u00bc\\u00fc\"", false);
    assertThat(((NixString) set.require("s")).bytes()).isEqualTo("\u00c3\u00bc\u00c3\u00bc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = ",
        "x = 1\nx = 2",
        "x = 99999999999999999999",
        "d = 1979-05-27",
        "t = 07:32:00",
        "s = \"a\\u0000b\"",
        "[a]\n[a]"
      })
  void refusesInOneSentence(String toml) {
    assertThatThrownBy(() -> TomlReader.read(toml, false))
        .isInstanceOf(EvalException.class)
        .hasMessageStartingWith("while parsing TOML: ");
  }
}
