package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tests that nixpkgs has for its library, from a checkout of nix-community/nixpkgs.lib whose
 * root {@code FIRN_CORPUS_LIB} names: with nixpkgs' library, which tests the evaluator, and with
 * ours in its place. They start the command {@code nix-instantiate} thousands of times; by way of
 * {@code FIRN_COMPAT}, the folder of a {@code firn compat}, this takes about twenty minutes, and
 * longer without.
 */
@EnabledIfEnvironmentVariable(
    named = NixpkgsLibTest.VARIABLE,
    matches = ".+",
    disabledReason = "no nixpkgs library is given, so its tests are NOT run")
final class NixpkgsLibTest {
  static final String VARIABLE = "FIRN_CORPUS_LIB";

  private static final Path HOME = Path.of(System.getProperty("firn.home"));

  /** A suite by name, and the command that runs it in a folder with {@code lib} in it. */
  private record Suite(String name, String command) {}

  private static final List<Suite> SUITES =
      List.of(
          new Suite("misc", emptyList("lib/tests/misc.nix")),
          new Suite("systems", emptyList("lib/tests/systems.nix")),
          new Suite("fetchers", emptyList("lib/tests/fetchers.nix")),
          new Suite(
              "path",
              "nix-instantiate --eval --argstr libpath \"$TEST_LIB\" lib/path/tests/unit.nix"),
          new Suite("path laws", "bash lib/path/tests/prop.sh 4711"),
          new Suite("sources", "bash lib/tests/sources.sh"),
          new Suite("filesystem", "bash lib/tests/filesystem.sh"),
          new Suite("debug", "bash lib/tests/debug.sh"),
          new Suite("network", "bash lib/tests/network.sh"),
          new Suite("fileset", "bash lib/fileset/tests.sh"),
          new Suite("modules", "bash lib/tests/modules.sh"));

  @TempDir Path folder;

  private static String emptyList(String file) {
    return "test \"$(nix-instantiate --eval --strict " + file + " | tee /dev/stderr)\" = '[ ]'";
  }

  @TestFactory
  Stream<DynamicContainer> suites() throws Exception {
    Path corpus = Path.of(System.getenv(VARIABLE), "lib");
    Path theirs = folder.resolve("nixpkgs");
    copy(corpus, theirs.resolve("lib"));
    Path ours = folder.resolve("firn");
    copy(HOME.resolve("modules/src/main/nix/lib"), ours.resolve("lib"));
    for (String tests :
        List.of("tests", "path/tests", "fileset/tests.sh", "fileset/mock-splitRoot.nix")) {
      copy(corpus.resolve(tests), ours.resolve("lib").resolve(tests));
    }
    Path commands = commands();
    return Stream.of(theirs, ours)
        .map(library ->
            DynamicContainer.dynamicContainer(
                library.getFileName().toString(),
                SUITES.stream()
                    .map(suite ->
                        DynamicTest.dynamicTest(
                            suite.name, () -> pass(suite, library, commands)))));
  }

  private static void copy(Path from, Path to) throws IOException, InterruptedException {
    Files.createDirectories(to.getParent());
    Process process = new ProcessBuilder("cp", "-r", from.toString(), to.toString()).start();
    assertThat(process.waitFor()).as("copy %s", from).isZero();
  }

  /** A folder with a {@code nix-instantiate} that is Firn. */
  private Path commands() throws IOException {
    String given = System.getenv("FIRN_COMPAT");
    if (given != null) {
      return Path.of(given);
    }
    Path commands = Files.createDirectories(folder.resolve("commands"));
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    String script =
        "#!/bin/sh\nexec '"
            + java
            + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xlog:disable -Xlog:all=off"
            + " --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
            + " -Dfirn.name=nix-instantiate '-Dfirn.home="
            + HOME
            + "' -cp '"
            + System.getProperty("java.class.path")
            + "' firn.cli.Main \"$@\"\n";
    Path command = Files.writeString(commands.resolve("nix-instantiate"), script);
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    return commands;
  }

  private void pass(Suite suite, Path library, Path commands) throws Exception {
    Path log = folder.resolve(library.getFileName() + "-" + suite.name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", suite.command)
            .directory(library.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("TEST_LIB", library.resolve("lib").toString());
    builder.environment().put("PATH", commands + ":" + System.getenv("PATH"));
    builder.environment().put("HOME", Files.createDirectories(folder.resolve("home")).toString());
    int code = builder.start().waitFor();
    assertThat(code).as(() -> end(log)).isZero();
  }

  private static String end(Path log) {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(log, StandardCharsets.ISO_8859_1));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
