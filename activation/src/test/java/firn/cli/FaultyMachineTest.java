package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds on a machine with something wrong about it, through the command and for real. */
final class FaultyMachineTest {
  private static final String SYSTEM =
      "{ pkgs, ... }: { environment.systemPackages = [ pkgs.hello ]; system.stateVersion = \"24.11\"; }";
  private static final String HELLO = "(import <nixpkgs> { }).hello";

  @TempDir Path folder;

  @BeforeAll
  static void debian() {
    assumeTrue(Files.isDirectory(Path.of("/etc/apt")), "SKIPPED: no apt sources");
  }

  @Test
  void aTamperedPackageNeverEntersTheStore() throws IOException {
    Path configuration = Files.writeString(folder.resolve("configuration.nix"), SYSTEM);
    try (RelayedArchive archive = new RelayedArchive(path -> path.contains("/hello_"))) {
      Said said =
          Said.by(
              "rebuild",
              "build",
              "--config",
              configuration.toString(),
              "--mirror",
              archive.mirror(),
              "--store",
              folder.resolve("store").toString());
      assertThat(said.exitCode()).isEqualTo(ExitCode.BUILD);
      assertThat(said.out()).isEmpty();
      assertThat(said.err()).containsPattern("error: cannot build '[^']*-hello_[^']*\\.deb\\.drv'");
      assertThat(said.err()).contains("hash mismatch").contains(archive.mirror());
    }
    assertThat(folder.resolve("firn.lock")).doesNotExist();
    assertThat(valid(folder.resolve("store"), "hello_")).isEmpty();
  }

  @Test
  void aTamperedIndexIsRefused() throws IOException {
    Path configuration = Files.writeString(folder.resolve("configuration.nix"), SYSTEM);
    try (RelayedArchive archive = new RelayedArchive(path -> path.endsWith("/InRelease"))) {
      Said said =
          Said.by(
              "rebuild",
              "build",
              "--config",
              configuration.toString(),
              "--mirror",
              archive.mirror(),
              "--store",
              folder.resolve("store").toString());
      assertThat(said.err()).contains("error: ").contains("InRelease").contains("sign");
      assertThat(said.exitCode()).isEqualTo(ExitCode.BUILD);
    }
    assertThat(folder.resolve("firn.lock")).doesNotExist();
  }

  @Test
  void aFullDiskLosesNothingAndTheNextBuildSucceeds() throws IOException, InterruptedException {
    assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "SKIPPED: not root");
    Path disk = Files.createDirectory(folder.resolve("disk"));
    run("mount", "-t", "tmpfs", "-o", "size=12m", "none", disk.toString());
    try {
      String store = disk.resolve("store").toString();
      Said full = Said.by("build", "--no-link", "--store", store, "-E", HELLO);
      assertThat(full.exitCode()).isEqualTo(ExitCode.BUILD);
      assertThat(full.err())
          .contains("bytes that the disk has room for")
          .contains("Free some space on the disk that holds the store");
      assertThat(full.out()).isEmpty();

      run("mount", "-o", "remount,size=512m", disk.toString());
      Said mended = Said.by("build", "--no-link", "--store", store, "-E", HELLO);
      assertThat(mended.err()).doesNotContain("error");
      assertThat(mended.exitCode()).isZero();
      assertThat(mended.out()).containsPattern("/nix/store/[a-z0-9]{32}-hello-");
    } finally {
      // Lazily, so that a failure above is told and not hidden by this one.
      run("umount", "--lazy", disk.toString());
    }
  }

  /** The store's entries but for derivations whose name has a part. */
  private static List<Path> valid(Path store, String part) throws IOException {
    try (Stream<Path> entries = Files.list(store.resolve("nix/store"))) {
      return entries
          .filter(entry -> !entry.toString().endsWith(".drv") && entry.toString().contains(part))
          .toList();
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
