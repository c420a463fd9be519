package firn.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Derivations of a nixpkgs, whose root {@code FIRN_CORPUS_NIXPKGS} names, against C++ Nix's: the
 * {@code nix-instantiate} on the path.
 */
@EnabledIfEnvironmentVariable(
    named = NixpkgsCorpusTest.VARIABLE,
    matches = ".+",
    disabledReason = "no nixpkgs is given, so its derivations are NOT compared")
final class NixpkgsCorpusTest {
  static final String VARIABLE = "FIRN_CORPUS_NIXPKGS";

  private static final List<String> PACKAGES =
      List.of("hello", "stdenv", "python3", "gcc", "rustc", "go", "firefox", "libreoffice", "git");

  private static final String SYSTEM =
      """
      { pkgs, ... }: {
        boot.loader.grub.device = "/dev/sda";
        fileSystems."/" = { device = "/dev/sda1"; fsType = "ext4"; };
        services.nginx.enable = true;
        containers.inner = {
          autoStart = true;
          config = { services.openssh.enable = true; };
        };
        virtualisation.oci-containers.containers.page = { image = "page:1"; ports = [ "80:80" ]; };
      }
      """;

  private final Map<String, String> environment =
      Map.of("NIX_PATH", "nixpkgs=" + System.getenv(VARIABLE), "HOME", "/home");

  @TestFactory
  Stream<DynamicTest> packages() {
    return PACKAGES.stream()
        .map(p -> DynamicTest.dynamicTest(p, () -> compare(List.of("<nixpkgs>", "-A", p))));
  }

  @TestFactory
  Stream<DynamicTest> system() {
    return Stream.of(
        DynamicTest.dynamicTest(
            "NixOS",
            () ->
                compare(
                    List.of("<nixpkgs/nixos>", "--arg", "configuration", SYSTEM, "-A", "system"))));
  }

  private void compare(List<String> args) throws IOException, InterruptedException {
    Instantiate.Result ours = Instantiate.run(args, environment, Path.of("/"));
    assertThat(ours.err()).isEmpty();
    assertThat(ours.out()).isEqualTo(theirs(args));
  }

  private String theirs(List<String> args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("nix-instantiate", "--readonly-mode"));
    command.addAll(args);
    File out = Files.createTempFile("nix", ".out").toFile();
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out);
    builder.environment().putAll(environment);
    builder.environment().put("NIX_REMOTE", "dummy://");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    assertThat(builder.start().waitFor()).isZero();
    return Files.readString(out.toPath(), StandardCharsets.ISO_8859_1);
  }
}
