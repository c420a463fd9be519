package firn.store.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import firn.store.PathInfo;
import firn.store.StorePath;
import firn.store.local.LocalStore;
import firn.store.local.Oracle;
import firn.store.local.TestStore;
import firn.store.local.Verifier;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import firn.store.transfer.StoreCopy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The same derivations, built by Firn and by C++ Nix, have the same outputs byte for byte. Nix
 * works as a user of its own, in namespaces where all of the machine is read-only but its store.
 */
class BuildsEqualNixTest {
  private static final Path SHELL = Path.of("/bin/busybox");
  private static final int USER = 59150;

  private static StorePath script(
      TestStore fixture,
      String name,
      String script,
      List<String> outputs,
      Map<String, String> more,
      StorePath... sources) {
    return fixture.derivation(
        name, "/bin/sh", List.of("-e", "-c", script), more, outputs, List.of(sources), Map.of());
  }

  private static List<StorePath> derivations(TestStore fixture) {
    List<StorePath> all = new ArrayList<>();
    List<String> out = List.of("out");
    StorePath text = fixture.store().addText("text", "text\n", List.of());
    StorePath user = fixture.store().addText("user", "uses " + text + "\n", List.of(text));
    StorePath plain = script(fixture, "plain", "echo hi > $out", out, Map.of());
    all.add(plain);
    all.add(
        script(
            fixture,
            "several",
            "mkdir -p $out/bin; echo $out $dev > $out/bin/x; chmod 751 $out/bin/x; ln -s $dev $out/l;"
                + " mkdir $out/empty; echo > $dev; touch -d 2001-01-01 $dev; chmod 600 $dev",
            List.of("out", "dev"),
            Map.of()));
    all.add(
        script(
            fixture,
            "files",
            "cp $bigPath $out",
            out,
            Map.of("big", "x".repeat(10_000), "passAsFile", "big")));
    all.add(
        script(
            fixture,
            "graph",
            "cp graph $out",
            out,
            Map.of("exportReferencesGraph", "graph " + user),
            user));
    all.add(
        script(
            fixture,
            "environment",
            "echo $NIX_STORE $HOME $PATH $TERM $NIX_LOG_FD $x > $out",
            out,
            Map.of("x", "a  b\nc", "out2", "" + user),
            user));
    all.add(
        script(
            fixture,
            "attributes",
            "o=$(sed 's/.*\"outputs\":{\"out\":\"\\([^\"]*\\)\".*/\\1/' $NIX_ATTRS_JSON_FILE);"
                + " mkdir $o; cp $NIX_ATTRS_JSON_FILE $o/json; cp $NIX_ATTRS_SH_FILE $o/sh",
            out,
            Map.of(
                "__json",
                "{\"a\":1,\"b\":\"x'y\\n\",\"c\":[\"p q\",2,true,null],\"d\":{\"k\":\"v\",\"n\":3},"
                    + "\"e\":1.5,\"f\":false,\"name\":\"attributes\",\"nested\":{\"x\":{\"y\":1}}}")));
    all.add(
        fixture.derivation(
            "uses",
            "/bin/sh",
            List.of("-e", "-c", "cat $plain > $out; echo $plain >> $out"),
            Map.of("plain", "" + fixture.store().readDerivation(plain).outputPath("out")),
            out,
            List.of(),
            Map.of(plain, Set.of("out"))));
    return all;
  }

  @Test
  void outputsAreTheSame() throws Exception {
    Oracle.require("nix-store");
    Oracle.require("bwrap");
    assumeTrue(Files.isExecutable(SHELL), "busybox-static is not installed");
    assumeTrue(Posix.isRoot(), "Nix gets a user of its own, which only root can give");
    try (TestStore fixture = new TestStore()) {
      List<StorePath> derivations = derivations(fixture);
      Path theirs = fixture.folder().resolve("nix");
      try (LocalStore other = LocalStore.open(theirs)) {
        new StoreCopy(fixture.store(), other, null).copy(fixture.store().closure(derivations));
      }
      Map<StorePath, PathInfo> ours = new HashMap<>();
      BuildSettings settings =
          BuildSettings.defaults().withSandbox(List.of("bwrap"), Map.of("/bin/sh", SHELL));
      Realiser realiser = new Realiser(fixture.store(), settings, BuildListener.SILENT);
      for (StorePath derivation : derivations) {
        realiser.realise(derivation);
        fixture
            .store()
            .readDerivation(derivation)
            .outputs()
            .forEach((name, output) -> {
              StorePath path = output.requirePath();
              ours.put(path, fixture.store().query(path).orElseThrow());
            });
      }
      buildWithNix(fixture, theirs, derivations);
      try (LocalStore other = LocalStore.open(theirs)) {
        ours.forEach((path, info) -> {
          PathInfo nix = other.query(path).orElseThrow();
          assertThat(nix.narHash()).as(path.toString()).isEqualTo(info.narHash());
          assertThat(nix.references()).as(path.toString()).isEqualTo(info.references());
          assertThat(nix.deriver()).isEqualTo(info.deriver());
        });
        assertThat(ours).hasSize(8);
        assertThat(new Verifier(other).verify(true)).isEmpty();
      }
    }
  }

  private static void buildWithNix(TestStore fixture, Path store, List<StorePath> derivations)
      throws Exception {
    Path tmp = Files.createDirectory(fixture.folder().resolve("tmp"));
    Posix.chmod(PathBytes.of(fixture.folder()), 0755);
    for (Path folder : List.of(store, tmp)) {
      Oracle.run("chown", "-R", USER + ":" + USER, folder.toString());
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                "setpriv",
                "--reuid=" + USER,
                "--regid=" + USER,
                "--clear-groups",
                "bwrap",
                "--unshare-all",
                "--unshare-user",
                "--uid",
                "0",
                "--gid",
                "0",
                "--ro-bind",
                "/",
                "/",
                "--ro-bind",
                SHELL.toString(),
                "/usr/bin/sh",
                "--dev",
                "/dev",
                "--proc",
                "/proc",
                "--bind",
                store.resolve("nix").toString(),
                "/nix",
                "--bind",
                tmp.toString(),
                "/tmp",
                "--setenv",
                "HOME",
                "/tmp",
                "--setenv",
                "NIX_REMOTE",
                "local",
                "nix-store",
                "--realise",
                "--option",
                "sandbox",
                "false",
                "--option",
                "substituters",
                "",
                "--option",
                "build-users-group",
                ""));
    derivations.forEach(path -> command.add(path.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    // A machine may forbid a plain user's namespaces, and then there is nothing to compare with.
    assumeTrue(!said.contains("bwrap: "), said);
    assertThat(code).as(said).isZero();
    Oracle.run("chown", "-R", "0:0", store.toString());
  }
}
