package firn.store.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import firn.store.StorePath;
import firn.store.local.FileTrees;
import firn.store.local.Oracle;
import firn.store.local.TestStore;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Real builds under bubblewrap with busybox as the shell: {@code /bin/busybox}, or what {@code
 * FIRN_TEST_BUSYBOX} names; it must be linked statically.
 */
class SandboxTest {
  private TestStore fixture;
  private Path shell;
  private BuildSettings settings;

  @BeforeEach
  void open() throws IOException {
    Oracle.require("bwrap");
    String named = System.getenv("FIRN_TEST_BUSYBOX");
    shell = Path.of(named == null ? "/bin/busybox" : named);
    if (!Files.isExecutable(shell)) {
      System.err.println("SKIPPED: no static busybox, so no shell in the sandbox");
    }
    assumeTrue(Files.isExecutable(shell), "busybox-static is not installed");
    fixture = new TestStore();
    settings = BuildSettings.defaults().withSandbox(List.of("bwrap"), Map.of("/bin/sh", shell));
  }

  @AfterEach
  void close() throws IOException {
    if (fixture != null) {
      fixture.close();
    }
  }

  private StorePath realise(StorePath derivation) throws InterruptedException {
    try {
      return new Realiser(fixture.store(), settings, BuildListener.SILENT).realise(derivation);
    } catch (BuildFailure e) {
      e.failures().forEach(f -> System.err.println(f.derivation() + ": " + f.lastLines()));
      throw e;
    }
  }

  private StorePath script(String name, String script, StorePath... sources) {
    return script(name, script, Map.of(), sources);
  }

  private StorePath script(
      String name, String script, Map<String, String> env, StorePath... sources) {
    return fixture.derivation(
        name, "/bin/sh", List.of("-ec", script), env, List.of("out"), List.of(sources), Map.of());
  }

  /** The kernel refuses what the store would not keep; everything else of a mode stays allowed. */
  @Test
  void filesGetNeitherRightsNorAttributes() throws Exception {
    StorePath out =
        realise(
            script(
                "rights",
                """
                mkdir $out
                cd $out
                touch plain
                chmod 1755 plain
                for mode in 4755 2755 6755 u+s g+s; do
                  if chmod $mode plain 2>>said; then echo "$mode was allowed"; exit 1; fi
                done
                chmod 0644 plain
                """));
    String said = Files.readString(fixture.store().physical(out).resolve("said"));
    assertThat(said.lines().filter(line -> line.endsWith("Operation not permitted"))).hasSize(5);
  }

  /** With a program of the machine's own that can make any system call. */
  @Test
  void filesGetNoAttributes() throws Exception {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "the numbers are those of amd64");
    Path usr = Path.of("/usr");
    settings =
        settings.withSandbox(
            List.of("bwrap"),
            Map.of(
                "/bin/sh",
                shell,
                "/usr",
                usr,
                "/lib",
                Path.of("/lib"),
                "/lib64",
                Path.of("/lib64")));
    int setxattr = 188;
    int fchmodat2 = 452;
    int open = 2;
    int openat2 = 437;
    String call =
        "/usr/bin/perl -e 'my ($f, $n, $v) = (\"plain\", \"user.x\", \"v\"); %s; print \"$!\\n\"'";
    StorePath out =
        realise(
            script(
                "attributes",
                "cd /build; touch plain; (%s; %s; %s; %s; %s) > $out"
                    .formatted(
                        call.formatted("syscall(%d, $f, $n, $v, 1, 0)".formatted(setxattr)),
                        call.formatted("syscall(%d, -100, $f, 04755, 0)".formatted(fchmodat2)),
                        call.formatted("syscall(%d, $n, 0102, 04755)".formatted(open)),
                        call.formatted("syscall(%d, -100, $f, 0, 0)".formatted(openat2)),
                        call.formatted("chmod 0700, $f or die"))));
    assertThat(Files.readAllLines(fixture.store().physical(out)))
        .containsExactly(
            "Operation not supported",
            "Operation not permitted",
            "Operation not permitted",
            "Function not implemented",
            "");
  }

  /** As {@code filter-syscalls = false} in nix.conf says; the store drops the bit all the same. */
  @Test
  void theFilterCanBeTurnedOff() throws Exception {
    settings = settings.withFilterCalls(false);
    StorePath out =
        realise(script("unfiltered", "mkdir $out; cd $out; touch f; chmod 4755 f; test -u f"));
    assertThat(Posix.status(fixture.store().physical(out) + "/f").permissions()).isEqualTo(0555);
  }

  /** Nix writes the derivations into Firn's store, and builds them in one of its own. */
  @Test
  void buildsWhatNixBuilds() throws Exception {
    Oracle.require("nix-build");
    String file =
        Path.of(System.getProperty("firn.home", ".."), "testdata/store/builds/small.nix")
            .toString();
    String nix = fixture.folder().resolve("nix").toString();
    String drv = Oracle.run("nix-instantiate", "--store", "" + fixture.root(), file);
    StorePath ours = realise(StorePath.parse(drv));
    String theirs =
        Oracle.run(
            "nix-build",
            "--store",
            nix,
            "--no-out-link",
            "--option",
            "substituters",
            "",
            "--option",
            "build-users-group",
            "",
            "--option",
            "sandbox-paths",
            "/bin/sh=" + shell,
            file);
    assertThat(ours).hasToString(theirs);
    Set<String> outputs = Set.copyOf(names(fixture.root() + "/nix/store"));
    assertThat(outputs).isEqualTo(Set.copyOf(names(nix + "/nix/store")));
    String difference =
        Oracle.run(
            "sh",
            "-c",
            "diff -r --no-dereference '%s' '%s' || true"
                .formatted(nix + "/nix/store", fixture.root() + "/nix/store"));
    assertThat(difference).isEmpty();
    for (StorePath path : fixture.store().validPaths()) {
      for (String query : List.of("--hash", "--references", "--deriver", "--size")) {
        assertThat(Oracle.run("nix-store", "--store", "" + fixture.root(), "-q", query, "" + path))
            .as(query + " " + path)
            .isEqualTo(Oracle.run("nix-store", "--store", nix, "-q", query, "" + path));
      }
    }
    assertThat(
            Oracle.complaints(
                "nix-store", "--store", "" + fixture.root(), "--verify", "--check-contents"))
        .doesNotContain("modified")
        .doesNotContain("missing")
        .doesNotContain("error");
  }

  private static List<String> names(String directory) throws IOException {
    return Posix.list(directory).stream().filter(n -> !n.equals(".links")).toList();
  }

  @Test
  void failuresSayWhyAndLeaveNothing() throws Exception {
    StorePath drv = script("bad", "echo one; echo two >&2; mkdir $out; exit 3");
    assertThatThrownBy(() -> realise(drv))
        .isInstanceOfSatisfying(
            BuildFailure.class,
            f -> {
              assertThat(f).hasMessageContaining("failed with exit code 3");
              assertThat(f.failures().getFirst().lastLines()).containsExactly("one", "two");
            });
    assertThat(Posix.list(PathBytes.of(fixture.store().layout().storeDir())))
        .containsExactly(drv.baseName());
    try (InputStream log = BuildLogs.open(fixture.store(), drv).orElseThrow()) {
      assertThat(new String(log.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("one\ntwo\n");
    }
  }

  @Test
  void aFailedFolderIsKeptWhereAsked() throws IOException {
    settings = settings.withKeep(false, true);
    StorePath drv = script("bad", "echo half > file; mkfifo pipe; chmod 0775 file; exit 1");
    assertThatThrownBy(() -> realise(drv))
        .isInstanceOfSatisfying(
            BuildFailure.class,
            f -> {
              String line = f.failures().getFirst().lastLines().getLast();
              Path kept = Path.of(line.replaceFirst(".* kept in ", ""));
              assertThat(kept.resolve("file")).hasContent("half");
              assertThat(kept.resolve("pipe")).doesNotExist();
              try {
                assertThat(Posix.status(kept + "/file").permissions()).isEqualTo(0555);
                FileTrees.delete(PathBytes.of(kept.resolve("..").normalize()));
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
  }

  @Test
  void anOutputMustBeMade() {
    assertThatThrownBy(() -> realise(script("none", "true")))
        .hasMessageContaining("did not make the output");
  }

  @Test
  void devicesAndPipesAreRefused() {
    assertThatThrownBy(() -> realise(script("pipe", "mkdir $out; mkfifo $out/pipe")))
        .hasMessageContaining("neither a regular file");
  }

  @Test
  void onlyInputsAreThere() throws Exception {
    StorePath secret = fixture.store().addText("secret", "secret", List.of());
    StorePath out = realise(script("peek", "if cat " + secret + "; then exit 1; fi; echo > $out"));
    assertThat(fixture.store().isValid(out)).isTrue();
  }

  @Test
  void inputsCannotBeChanged() throws Exception {
    StorePath input = fixture.store().addText("input", "original", List.of());
    StorePath out =
        realise(
            script(
                "attack",
                "chmod 777 %1$s && exit 1; echo x > %1$s && exit 1; rm -f %1$s && exit 1; echo > $out"
                    .formatted(input),
                input));
    assertThat(fixture.store().isValid(out)).isTrue();
    assertThat(fixture.store().physical(input)).hasContent("original");
  }

  /** Files of the kernel that belong to root, and would let a builder out. */
  @Test
  void theMachineCannotBeChanged() throws Exception {
    StorePath out =
        realise(
            script(
                "escape",
                """
                for f in /proc/sys/kernel/core_pattern /proc/sys/kernel/modprobe \
                  /proc/sysrq-trigger /proc/sys/vm/overcommit_memory; do
                  if test -w $f; then echo "$f is writable"; exit 1; fi
                done
                mount -t tmpfs none /tmp 2>/dev/null && exit 1
                chroot / /bin/sh -c true 2>/dev/null && exit 1
                mknod /build/null c 1 3 2>/dev/null && exit 1
                grep -q '^CapEff:.0000000000000000$' /proc/self/status
                grep -q '^NoNewPrivs:.1$' /proc/self/status
                echo > $out
                """));
    assertThat(fixture.store().isValid(out)).isTrue();
  }

  @Test
  void referencesAreRestrictedWhereAsked() {
    StorePath input = fixture.store().addText("input", "x", List.of());
    StorePath none =
        script("refs", "echo " + input + " > $out", Map.of("allowedReferences", ""), input);
    assertThatThrownBy(() -> realise(none)).hasMessageContaining("is not allowed to refer to");
    StorePath one =
        script(
            "refs",
            "echo " + input + " > $out",
            Map.of("disallowedReferences", input.toString()),
            input);
    assertThatThrownBy(() -> realise(one)).hasMessageContaining("is not allowed to refer to");
  }

  private BuildException.Kind refused(StorePath derivation, String reason) {
    List<BuildFailure.Failure> failures = new ArrayList<>();
    assertThatThrownBy(() -> realise(derivation))
        .hasMessageContaining(reason)
        .isInstanceOfSatisfying(BuildFailure.class, f -> failures.addAll(f.failures()));
    assertThat(fixture.store().validPaths())
        .as("nothing that was refused is valid")
        .allMatch(StorePath::isDerivation);
    return failures.getFirst().kind();
  }

  /** Its only output has this many bytes of contents, and is made as structured attributes say. */
  private StorePath sized(String checks) {
    String read =
        "o=$(sed 's/.*\"outputs\":{\"out\":\"\\([^\"]*\\)\".*/\\1/' $NIX_ATTRS_JSON_FILE)";
    return script(
        "sized",
        read + "; head -c 1000 /dev/zero > $o",
        Map.of("__json", "{\"outputChecks\":{\"out\":{" + checks + "}}}"));
  }

  @Test
  void sizesAreLimitedWhereAsked() throws Exception {
    assertThat(refused(sized("\"maxSize\":1111"), "has 1112 bytes, of which maxSize allows 1111"))
        .isEqualTo(BuildException.Kind.REJECTED);
    refused(sized("\"maxClosureSize\":1111"), "maxClosureSize allows 1111");
    refused(sized("\"maxSize\":\"many\""), "is not a number of bytes");
    realise(sized("\"maxSize\":1112,\"maxClosureSize\":1112"));
  }

  @Test
  void outputsMayNotReferToEachOtherInACircle() {
    StorePath circle =
        fixture.derivation(
            "circle",
            "/bin/sh",
            List.of("-ec", "echo $dev > $out; echo $out > $dev; echo $dev > $doc"),
            Map.of(),
            List.of("out", "dev", "doc"),
            List.of(),
            Map.of());
    assertThat(refused(circle, "refer to each other in a circle"))
        .isEqualTo(BuildException.Kind.REJECTED);
  }

  @Test
  void featuresAndBuildsAreHadWhereAllowed() throws Exception {
    StorePath special =
        script("special", "echo > $out", Map.of("requiredSystemFeatures", "benchmark moon"));
    assertThat(refused(special, "needs a machine with the system features [moon]"))
        .isEqualTo(BuildException.Kind.REJECTED);
    settings = settings.withFeatures(Set.of("benchmark", "moon")).withJobs(0);
    refused(special, "nothing may be built here with max-jobs = 0");
    settings = settings.withJobs(1);
    realise(special);
  }

  @Test
  void limitsEndABuild() {
    settings = settings.withLimits(Duration.ofSeconds(1), Duration.ZERO);
    assertThatThrownBy(() -> realise(script("slow", "while :; do echo x; sleep 1; done")))
        .hasMessageContaining("longer than 1 seconds");
    settings = settings.withLimits(Duration.ZERO, Duration.ofSeconds(1));
    assertThatThrownBy(() -> realise(script("silent", "sleep 100")))
        .hasMessageContaining("printed nothing for 1 seconds");
  }

  @Test
  void keepGoingBuildsWhatItCan() {
    settings = settings.withKeep(true, false).withJobs(2);
    StorePath bad = script("bad", "exit 1");
    StorePath good = script("good", "echo > $out");
    StorePath both =
        fixture.derivation(
            "both",
            "/bin/sh",
            List.of(),
            Map.of(),
            List.of("out"),
            List.of(),
            Map.of(bad, Set.of("out"), good, Set.of("out")));
    assertThatThrownBy(() -> realise(both))
        .isInstanceOfSatisfying(BuildFailure.class, f -> assertThat(f.failures()).hasSize(1));
    StorePath output = fixture.store().readDerivation(good).outputPath("out");
    assertThat(fixture.store().isValid(output)).isTrue();
  }

  @Test
  void anotherSystemIsRefused() {
    settings = BuildSettings.defaults().withSystems(Set.of("riscv64-linux"));
    assertThatThrownBy(() -> realise(script("x", "echo > $out")))
        .hasMessageContaining("needs a machine of system 'x86_64-linux'");
  }
}
