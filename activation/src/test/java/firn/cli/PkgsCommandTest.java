package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code firn pkgs}, and what a person is told of archives and locks that are not as they must be,
 * on a copy of the tests' own signed archive. What is printed is held against {@code
 * testdata/packages/told}; with {@code -Dfirn.goldens=rewrite} that is written anew, and the run
 * fails all the same.
 */
final class PkgsCommandTest {
  private static final Path HOME = Path.of(System.getProperty("firn.home"));
  private static final boolean REWRITE = "rewrite".equals(System.getProperty("firn.goldens"));

  @TempDir Path folder;
  private String cacheBefore = "";

  @BeforeEach
  void archive() throws IOException {
    cacheBefore = System.getProperty("firn.cache", "");
    cache("cache");
    Path source = HOME.resolve("testdata/packages/archive");
    try (Stream<Path> files = Files.walk(source)) {
      files.forEach(file -> copy(file, folder.resolve("archive").resolve(source.relativize(file))));
    }
    apt("stable", "stable-security", "stable-backports");
  }

  @AfterEach
  void restore() {
    System.setProperty("firn.cache", cacheBefore);
    assertThat(REWRITE).as("expectations were rewritten").isFalse();
  }

  private void cache(String name) {
    System.setProperty("firn.cache", folder.resolve(name).toString());
  }

  private static void copy(Path from, Path to) {
    try {
      if (Files.isDirectory(from)) {
        Files.createDirectories(to);
      } else {
        Files.copy(from, to);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes apt's sources, of these suites of the copied archive. */
  private void apt(String... suites) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String suite : suites) {
      // Dates are those of the archive's making; one suite is there to have expired.
      String checks = suite.equals("expired") ? "" : " check-valid-until=no";
      lines.add(
          "deb [signed-by=%s%s] file://%s/archive/debian %s main"
              .formatted(
                  HOME.resolve("testdata/packages/key.gpg").toAbsolutePath(),
                  checks,
                  folder,
                  suite));
    }
    Files.createDirectories(folder.resolve("apt"));
    Files.write(folder.resolve("apt/sources.list"), lines);
    Path debian = folder.resolve("archive/debian");
    if (!Files.exists(debian)) {
      Files.createSymbolicLink(debian, Path.of("."));
    }
  }

  @Test
  void showsWhatEverySuiteOffers() throws IOException {
    told("show", run("pkgs", "show", "python"));
    told("show-json", run("pkgs", "show", "python", "--json"));
    told("search", run("pkgs", "search", "the", "tests"));
    told("search-json", run("pkgs", "search", "shiny", "--json"));
    told("search-nothing", run("pkgs", "search", "no-such-word"));
  }

  @Test
  void locksWhatIsAskedForAndNothingElse() throws IOException {
    told("lock", run("pkgs", "lock", "web", "--system", "x86_64-linux"));
    told("lock-again", run("pkgs", "lock", "web", "--json"));
    assertThat(Files.readString(folder.resolve("firn.lock")))
        .contains("\"web\"")
        .doesNotContain(folder.toString());
  }

  @Test
  void onlyAnUpdateChangesAPinnedVersion() throws IOException {
    apt("stable");
    assertThat(run("pkgs", "lock", "python").exitCode()).isZero();
    apt("stable", "stable-security");
    assertThat(run("pkgs", "lock", "web").exitCode()).isZero();
    String before = Files.readString(folder.resolve("firn.lock"));
    assertThat(before).contains("\"3.11-1\"");
    told("update-dry-run", run("pkgs", "update", "--dry-run"));
    assertThat(Files.readString(folder.resolve("firn.lock"))).isEqualTo(before);
    told("update", run("pkgs", "update", "--json"));
    assertThat(Files.readString(folder.resolve("firn.lock"))).contains("\"3.11-1+deb1\"");
  }

  @Test
  void aLockGivesTheSamePathsOnAnotherMachine() throws IOException {
    apt("stable");
    Path file = folder.resolve("web.nix");
    Files.writeString(file, "(import <nixpkgs> { system = \"x86_64-linux\"; }).web.outPath");
    assertThat(run("pkgs", "lock", "web", "--system", "x86_64-linux").exitCode()).isZero();
    Said here = run("eval", "-f", file.toString());
    assertThat(here.err()).isEmpty();
    // Another machine knows nothing, and the archive has other indexes by now.
    cache("elsewhere");
    Path indexes = folder.resolve("archive/dists/stable/main/binary-amd64");
    Files.copy(
        folder.resolve("archive/dists/expired/main/binary-amd64/Packages.xz"),
        indexes.resolve("Packages.xz"),
        StandardCopyOption.REPLACE_EXISTING);
    Said there = run("eval", "-f", file.toString());
    assertThat(there.out()).isEqualTo(here.out()).contains("-web-1.0-1");
    Files.writeString(file, "(import <nixpkgs> { system = \"x86_64-linux\"; }).ring-a.outPath");
    told("lock-without-index", run("eval", "-f", file.toString()));
    told("lock-without-index-lock", run("pkgs", "lock", "ring-a"));
  }

  @Test
  void tellsOfAnUnknownPackage() throws IOException {
    told("unknown-show", run("pkgs", "show", "coreutil"));
    told("unknown-lock", run("pkgs", "lock", "coreutil"));
    told("unknown-attribute", run("eval", "-E", "(import <nixpkgs> { }).coreutil"));
    told("unknown-variable", run("eval", "-E", "with import <nixpkgs> { }; coreutil"));
    assertThat(folder.resolve("firn.lock")).doesNotExist();
  }

  @Test
  void refusesAnExpiredIndex() throws IOException {
    apt("expired");
    told("expired", run("pkgs", "update"));
    nothingIsMade();
  }

  @Test
  void refusesAnUnsignedIndex() throws IOException {
    Files.writeString(
        folder.resolve("archive/dists/stable/InRelease"), "Origin: Debian\nSuite: stable\n");
    told("unsigned", run("pkgs", "lock", "web"));
    nothingIsMade();
  }

  @Test
  void refusesAChangedIndex() throws IOException {
    Path file = folder.resolve("archive/dists/stable/InRelease");
    Files.writeString(file, Files.readString(file).replace("Suite: stable", "Suite: stible"));
    told("changed", run("pkgs", "lock", "web"));
    nothingIsMade();
  }

  @Test
  void refusesALockThatIsNone() throws IOException {
    Files.writeString(folder.resolve("firn.lock"), "{ not json");
    told("malformed-lock", run("pkgs", "lock", "web"));
    assertThat(Files.readString(folder.resolve("firn.lock"))).isEqualTo("{ not json");
  }

  @Test
  void refusesATamperedPackage() throws IOException {
    apt("stable");
    String path = "pool/main/p/python/python_3.11-1_amd64.deb";
    assertThat(run("pkgs", "show", "python", "--json").out()).contains(path);
    Path deb = folder.resolve("archive").resolve(path);
    Files.createDirectories(deb.getParent());
    Files.writeString(deb, "something else");
    told("tampered", root("python"));
    Files.delete(deb);
    told("gone", root("python"));
    try (Stream<Path> left = Files.list(folder.resolve("store/nix/store"))) {
      assertThat(left.filter(p -> !p.toString().endsWith(".drv"))).isEmpty();
    }
  }

  @Test
  void tellsOfConflictingFiles() throws IOException {
    Files.writeString(
        folder.resolve("conflict.nix"),
        """
        let
          pkgs = import <nixpkgs> { };
          one = pkgs.writeTextDir "share/file" "one";
          two = pkgs.writeTextDir "share/file" "two";
        in
        pkgs.buildEnv { name = "environment"; paths = [ one two ]; }
        """);
    told("conflict", run("build", "--no-link", "-f", folder.resolve("conflict.nix").toString()));
  }

  private Said root(String name) {
    return run(
        "build",
        "--no-link",
        "-E",
        "(import <nixpkgs> { system = \"x86_64-linux\"; }).debianRoot { packages = [ \""
            + name
            + "\" ]; withEssential = false; }");
  }

  private void nothingIsMade() throws IOException {
    assertThat(folder.resolve("firn.lock")).doesNotExist();
    Path cache = folder.resolve("cache/debian");
    if (Files.exists(cache)) {
      try (Stream<Path> files = Files.walk(cache)) {
        // What was signed is kept, for the next question to be shorter.
        assertThat(files.filter(Files::isRegularFile))
            .allMatch(file -> file.toString().contains("/release/"));
      }
    }
  }

  private void told(String name, Said said) throws IOException {
    String told =
        ("exit "
                + said.exitCode()
                + "\n"
                + said.err()
                + (said.out().isEmpty() ? "" : "--\n")
                + said.out())
            .replace(folder.toString(), "DIR")
            .replaceAll("(?m)^\\[\\d+/\\d+\\].*\n", "")
            .replaceAll("/nix/store/[0-9a-z]{32}-", "/nix/store/HASH-")
            .replaceAll("(?m)[ ]+$", "");
    Path expected = HOME.resolve("testdata/packages/told").resolve(name + ".txt");
    if (REWRITE) {
      Files.createDirectories(expected.getParent());
      Files.writeString(expected, told);
    }
    assertThat(told).isEqualTo(Files.readString(expected));
  }

  private Said run(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--apt", folder.resolve("apt").toString()));
    if (arguments[0].equals("pkgs")) {
      all.addAll(List.of("--lock", folder.resolve("firn.lock").toString()));
    } else {
      all.addAll(List.of("--store", folder.resolve("store").toString()));
    }
    Said said = Said.by(all.toArray(String[]::new));
    byte[] out = said.out().getBytes(StandardCharsets.ISO_8859_1);
    return new Said(said.exitCode(), new String(out, StandardCharsets.UTF_8), said.err());
  }
}
