package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

/** C++ Nix copies to and from Firn's {@code nix-store --serve}, over a real ssh connection. */
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
