package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import firn.store.build.SandboxShell;
import firn.store.local.FileTrees;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * C++ Nix copies to and from Firn's {@code nix-store --serve}, and builds by it, over a real ssh.
 */
final class NixServeTest {
  private static final String EXPRESSION =
      """
      let
        leaf = builtins.toFile "leaf" "leaf";
        middle = builtins.toFile "middle" "${leaf}";
      in derivation {
        name = "top";
        system = "builtin";
        builder = "builtin:tree";
        __structuredAttrs = true;
        entries = { a.link = middle; b.link = leaf; };
      }
      """;

  private Path folder;
  private SshServer server;

  /** What a command printed, standard error apart. */
  private record Said(int code, String out, String err) {}

  @BeforeEach
  void serve() throws IOException, InterruptedException {
    assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)
            && Files.isExecutable(Path.of("/usr/bin/nix-store"))
            && SshServer.isHere(),
        "SKIPPED: not root, no nix-bin, or no openssh-server");
    folder = Files.createTempDirectory("firn-serve");
    Installation.at(folder.resolve("installed"));
    Path script =
        Files.writeString(
            folder.resolve("nix-store"),
            """
            #!/bin/sh
            export FIRN_NO_AOT=1 FIRN_NAME=nix-store
            exec %1$s/installed/firn "$@"
            """
                .formatted(folder));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    server = new SshServer(folder, "");
  }

  @AfterEach
  void end() throws IOException, InterruptedException {
    if (server != null) {
      server.close();
    }
    if (folder != null) {
      FileTrees.delete(PathBytes.of(folder));
    }
  }

  /** Builds of C++ Nix that happen on a machine that has Firn only. */
  private static final String BUILDS =
      """
      let
        build = more: derivation ({
          system = "SYSTEM";
          builder = "/bin/sh";
        } // more);
        dep = build {
          name = "dep";
          outputs = [ "out" "dev" ];
          args = [ "-c" "echo needed > $out; echo other > $dev" ];
        };
      in {
        good = build {
          name = "good";
          text = builtins.toFile "text" "text";
          args = [ "-c" "echo said by the builder; read x < ${dep}; echo $x ${dep.dev} $text > $out" ];
        };
        fails = build { name = "fails"; args = [ "-c" "echo last words; exit 7" ]; };
        wrong = build {
          name = "wrong";
          args = [ "-c" "echo other > $out" ];
          outputHashAlgo = "sha256";
          outputHash = builtins.hashString "sha256" "some";
        };
        fixed = build {
          name = "fixed";
          args = [ "-c" "echo some > $out" ];
          outputHashAlgo = "sha256";
          outputHash = builtins.hashString "sha256" "some\n";
        };
      }
      """;

  private Said built(String attribute) throws IOException, InterruptedException {
    Path file = folder.resolve("builds.nix");
    String system = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
    Files.writeString(file, BUILDS.replace("SYSTEM", system + "-linux"));
    return run(
        "nix-build",
        file.toString(),
        "-A",
        attribute,
        "--store",
        path("here"),
        "--max-jobs",
        "0",
        "--no-out-link",
        "--builders",
        remote("there") + " " + system + "-linux");
  }

  @Test
  void buildsHappenOnTheOtherMachine() throws IOException, InterruptedException {
    assumeTrue(SandboxShell.find().isPresent(), "SKIPPED: no busybox for builders");
    Said good = built("good");
    assertThat(good.code).as(good.err).isZero();
    assertThat(good.err).contains("said by the builder");
    String output = Files.readString(folder.resolve("here" + good.out));
    assertThat(output).startsWith("needed /nix/store/").contains("-dep-dev ", "-text");
    good("nix-store", "--store", path("here"), "--verify", "--check-contents");
    good("nix-store", "--store", path("there"), "--verify", "--check-contents");
    assertThat(good("nix-store", "--store", path("there"), "-qR", good.out).out)
        .isEqualTo(good("nix-store", "--store", path("here"), "-qR", good.out).out);

    Said fails = built("fails");
    assertThat(fails.code).isEqualTo(1);
    assertThat(fails.err).contains("last words", "the builder failed with exit code 7");
    Said wrong = built("wrong");
    assertThat(wrong.code).isEqualTo(1);
    assertThat(wrong.err).contains("hash mismatch");
    assertThat(built("fixed").code).isZero();

    String trust = good("nix", "path-info", "--all", "--sigs", "--store", path("there")).out;
    assertThat(trust.lines().filter(line -> line.contains("ultimate")))
        .as("where an output belongs is the client's word, but for what its contents say")
        .singleElement()
        .asString()
        .contains("-fixed");
  }

  @Test
  void closuresAreCopiedByNixCopyClosure() throws IOException, InterruptedException {
    CommandRun built =
        CommandRun.of(
            "nix-build", List.of("--store", path("here"), "-E", EXPRESSION, "-o", path("result")));
    assertThat(built.code()).as(built.err()).isZero();
    String top = built.out().strip();
    String host = remote("there").substring("ssh://".length());
    good("env", "NIX_REMOTE=" + path("here"), "nix-copy-closure", "--to", host, top);
    good("nix-store", "--store", path("there"), "--verify", "--check-contents");
    good("env", "NIX_REMOTE=" + path("back"), "nix-copy-closure", "--from", host, top);
    good("nix-store", "--store", path("back"), "--verify", "--check-contents");
    assertThat(good("nix-store", "--store", path("back"), "-qR", top).out)
        .isEqualTo(good("nix-store", "--store", path("here"), "-qR", top).out);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private Said run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("FIRN_NO_AOT", "1");
    builder.environment().put("HOME", path("home"));
    builder
        .environment()
        .put(
            "NIX_CONFIG",
            "experimental-features = nix-command\nbuild-users-group =\nsubstituters =");
    builder.environment().put("NIX_SSHOPTS", server.options());
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(String.join(" ", command)).isTrue();
    return new Said(
        process.exitValue(),
        Files.readString(folder.resolve("out")).strip(),
        Files.readString(folder.resolve("err")));
  }

  private Said good(String... command) throws IOException, InterruptedException {
    Said said = run(command);
    assertThat(said.code).as(String.join(" ", command) + "\n" + said.err).isZero();
    return said;
  }

  /** The store in a folder on the other machine. */
  private String remote(String store) {
    return "ssh://root@127.0.0.1?remote-program="
        + path("nix-store")
        + "&remote-store="
        + path(store);
  }

  @Test
  void closuresGoThereAndBack() throws IOException, InterruptedException {
    CommandRun built =
        CommandRun.of(
            "nix-build", List.of("--store", path("here"), "-E", EXPRESSION, "-o", path("result")));
    assertThat(built.code()).as(built.err()).isZero();
    String top = built.out().strip();
    String drv = good("nix-store", "--store", path("here"), "-q", "--deriver", top).out;

    good("nix", "copy", "--no-check-sigs", "--from", path("here"), "--to", remote("there"), top);
    good("nix-store", "--store", path("there"), "--verify", "--check-contents");
    String closure = good("nix-store", "--store", path("here"), "-qR", top).out;
    assertThat(good("nix-store", "--store", path("there"), "-qR", top).out).isEqualTo(closure);

    good("nix", "copy", "--no-check-sigs", "--from", remote("there"), "--to", path("back"), top);
    good("nix-store", "--store", path("back"), "--verify", "--check-contents");
    assertThat(good("nix-store", "--store", path("back"), "-qR", top).out).isEqualTo(closure);

    assertThat(good("nix", "path-info", "-r", "--store", remote("there"), top).out.lines())
        .containsExactlyInAnyOrderElementsOf(closure.lines().toList());

    good(
        "nix",
        "copy",
        "--no-check-sigs",
        "--derivation",
        "--from",
        path("here"),
        "--to",
        remote("builder"),
        drv);
    assertThat(good("nix-store", "--store", path("builder"), "-qR", drv).out)
        .isEqualTo(good("nix-store", "--store", path("here"), "-qR", drv).out);
  }

  @Test
  void aPathThatIsNotThereIsMissing() throws IOException, InterruptedException {
    String none = "/nix/store/00000000000000000000000000000000-none";
    Said said = run("nix", "copy", "--from", remote("there"), "--to", path("here"), none);
    assertThat(said.code).isNotZero();
    assertThat(said.err).contains(none);
  }
}
