package firn.cli.nix;

import static org.assertj.core.api.Assertions.assertThat;

import firn.cli.CommandRun;
import firn.store.local.FileTrees;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * A whole NixOS with a container of each kind, from the nixpkgs whose root {@code
 * FIRN_CORPUS_NIXPKGS} names, written to a store by Firn and to another by the C++ {@code
 * nix-instantiate} on the path: the stores are the same, file for file and row for row.
 */
@EnabledIfEnvironmentVariable(
    named = NixosStoreTest.VARIABLE,
    matches = ".+",
    disabledReason = "no nixpkgs is given, so what a system writes to the store is NOT compared")
final class NixosStoreTest {
  static final String VARIABLE = "FIRN_CORPUS_NIXPKGS";

  private static final String SYSTEM =
      """
      { pkgs, ... }: {
        boot.loader.grub.device = "/dev/sda";
        fileSystems."/" = { device = "/dev/sda1"; fsType = "ext4"; };
        services.nginx.enable = true;
        environment.etc."own".source = ./own;
        containers.inner = {
          autoStart = true;
          privateNetwork = true;
          hostAddress = "10.0.0.1";
          localAddress = "10.0.0.2";
          config = { services.openssh.enable = true; };
        };
        virtualisation.oci-containers.containers.page = { image = "page:1"; ports = [ "80:80" ]; };
      }
      """;

  private Path folder;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createTempDirectory("firn-nixos");
    Path own = Files.createDirectories(folder.resolve("configuration/own"));
    Files.writeString(own.resolve("plain"), "text\n");
    Path script = Files.writeString(own.resolve("script"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
    Files.createSymbolicLink(own.resolve("link"), Path.of("plain"));
    Files.writeString(folder.resolve("configuration/system.nix"), SYSTEM);
  }

  @AfterEach
  void close() throws IOException {
    FileTrees.delete(PathBytes.of(folder));
  }

  private List<String> words(Path store) {
    String nixpkgs = System.getenv(VARIABLE);
    return List.of(
        "--store",
        store.toString(),
        nixpkgs + "/nixos",
        "-I",
        "nixpkgs=" + nixpkgs,
        "-I",
        "nixos-config=" + folder.resolve("configuration/system.nix"),
        "-A",
        "system");
  }

  private String nix(String program, List<String> words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(words);
    Path log = folder.resolve("log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    return out;
  }

  /** By path: the kind, the mode, the time, and the content or the target of a link. */
  private static Map<String, String> contents(Path store) throws IOException {
    Path top = store.resolve("nix/store");
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> found = Files.walk(top)) {
      for (Path path : (Iterable<Path>) found::iterator) {
        String name = top.relativize(path).toString();
        // The pool of the optimiser, which each makes at a time of its own.
        if (!name.isEmpty() && !name.startsWith(".links")) {
          all.put(name, described(path));
        }
      }
    }
    return all;
  }

  private static String described(Path path) throws IOException {
    PosixFileAttributes is =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    String head =
        PosixFilePermissions.toString(is.permissions()) + " " + is.lastModifiedTime() + " ";
    if (is.isSymbolicLink()) {
      return head + "-> " + Files.readSymbolicLink(path);
    }
    return head + (is.isDirectory() ? "/" : Files.readString(path, StandardCharsets.ISO_8859_1));
  }

  @Test
  void theStoreIsTheOneThatNixWrites() throws Exception {
    Path ours = folder.resolve("ours");
    Path theirs = folder.resolve("theirs");

    CommandRun run = CommandRun.of("nix-instantiate", words(ours));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo(nix("nix-instantiate", words(theirs)));
    Map<String, String> expected = contents(theirs);
    Map<String, String> got = contents(ours);
    assertThat(got.keySet()).isEqualTo(expected.keySet()).hasSizeGreaterThan(1000);
    expected.forEach((name, content) -> assertThat(got.get(name)).as(name).isEqualTo(content));
    assertThat(nix("nix-store", List.of("--store", ours.toString(), "--dump-db")))
        .isEqualTo(nix("nix-store", List.of("--store", theirs.toString(), "--dump-db")));
  }
}
