package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code firn build} of what files and texts hold. */
final class BuildCommandTest {
  private static final String SOURCE =
      """
      let
        make = name: derivation {
          inherit name;
          system = "builtin";
          builder = "builtin:tree";
          __structuredAttrs = true;
          entries.a.text = name;
        };
      in
      {
        one = make "one";
        inner.two = make "two";
      }
      """;

  @TempDir Path temp;

  private Path file;

  @BeforeEach
  void source() throws IOException {
    file = Files.writeString(temp.resolve("some.nix"), SOURCE);
  }

  @Test
  void whatIsNamedBesideAFileOrATextIsAnAttributeOfIt() {
    assertThat(build("-f", file.toString(), "one", "inner.two").out().lines())
        .allSatisfy(path -> assertThat(path).startsWith("/nix/store/"))
        .extracting(path -> path.substring(path.indexOf('-')))
        .containsExactly("-one", "-two");
    assertThat(build("-E", "import " + file, "-A", "one", "inner.two").out().lines())
        .extracting(path -> path.substring(path.indexOf('-')))
        .containsExactly("-one", "-two");
  }

  @Test
  void anAttributeThatIsNotThereIsNamed() {
    CommandRun run = build("-f", file.toString(), "on");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("attribute 'on' in selection path 'on' not found")
        .contains("Did you mean one?");
  }

  private CommandRun build(String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("build", "--no-link", "--store", temp.resolve("store").toString()));
    all.addAll(List.of(arguments));
    return CommandRun.of("firn", all);
  }
}
