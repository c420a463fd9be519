package firn.cli.nix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import firn.cli.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code nix-env -qa}, Firn's and C++ Nix's, asked the same of one expression. */
class NixEnvTest {
  private static final String PACKAGES =
      """
      let
        package = name: derivation { inherit name; system = "s"; builder = "b"; outputs = [ "out" "dev" ]; };
        one = package "one-1.0";
      in
      {
        inherit one;
        same = one;
        again = package "one-1.0";
        lower = package "b-2";
        Upper = package "B-10";
        noVersion = package "tool-kit";
        below = { recurseForDerivations = true; a = package "a-1"; };
        hidden = { b = package "hidden-1"; };
        wrong = throw "broken";
        described = package "described-1" // {
          meta = {
            description = "What it\\nis";
            license = { free = true; shortName = "mit"; };
            longDescription = "<a> & \\"b\\"\\n";
            maintainers = [ "x" 1 "y" ];
            nothing = null;
            number = 1;
            position = "file:1";
            priority = 1.5;
            wrong = x: x;
          };
        };
        elsewhere = derivation { name = "elsewhere-1"; system = "other-system"; builder = "b"; };
        unsupported = assert false; package "unsupported-1";
        lazily = package (throw "no name");
        "odd name" = package "odd-1";
        listed = [ (package "listed-1") ];
        number = 1;
      }
      """;

  @TempDir private Path folder;

  @BeforeEach
  void needNix() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/nix-env")), "nix-bin is not installed");
  }

  private String nix(List<String> words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("nix-env"));
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("NIX_REMOTE", "dummy://");
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out;
  }

  private void compare(String expression, String... flags) throws Exception {
    Path file = folder.resolve("packages.nix");
    Files.writeString(file, expression);
    List<String> words = new ArrayList<>(List.of("-f", file.toString(), "-qa"));
    words.addAll(List.of(flags));

    CommandRun ours = CommandRun.of("nix-env", words);

    assertThat(ours.code()).as(ours.err()).isZero();
    if (words.contains("--json")) {
      JsonMapper mapper = new JsonMapper();
      assertThat(mapper.readTree(ours.out())).isEqualTo(mapper.readTree(nix(words))).isNotEmpty();
    } else {
      assertThat(ours.out()).isEqualTo(nix(words)).isNotEmpty();
    }
  }

  @TestFactory
  Stream<DynamicTest> tables() {
    return Stream.of(
            "-P",
            "-P --drv-path",
            "--out-path",
            "-P --no-name --drv-path",
            "-P one",
            "tool.*",
            "--description --system -P",
            "--system-filter other-system -P",
            "--xml",
            "--json",
            "--json --meta --out-path described",
            "--xml --meta --out-path --drv-path --description -s",
            "-s -c -P")
        .map(flags -> DynamicTest.dynamicTest(flags, () -> compare(PACKAGES, flags.split(" "))));
  }

  /** Nix's order among equal names follows from how it sorts, and from nothing else. */
  @TestFactory
  Stream<DynamicTest> manyOfEqualName() {
    return Stream.of(2, 16, 17, 40, 1000, 3001)
        .map(count ->
            DynamicTest.dynamicTest(
                count + " packages",
                () -> {
                  Random random = new Random(count);
                  StringBuilder set = new StringBuilder("{");
                  for (int i = 0; i < count; i++) {
                    set.append(
                        " a%d = derivation { name = \"p%d-1\"; system = \"s\"; builder = \"b\"; };"
                            .formatted(i, random.nextInt(1 + count / 30)));
                  }
                  compare(set + " }", "-P");
                }));
  }
}
