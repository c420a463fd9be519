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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code nix hash}, Firn's and C++ Nix's. */
class NixHashTest {
  @TempDir private Path folder;

  @BeforeEach
  void makeATree() throws IOException {
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Files.writeString(tree.resolve("file"), "text\n");
    Files.createSymbolicLink(tree.resolve("link"), Path.of("file"));
  }

  private String firn(String... words) {
    List<String> all = new ArrayList<>(List.of("hash"));
    all.addAll(List.of(words));
    CommandRun run = CommandRun.of("nix", all);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  private static String nix(String... words) throws IOException, InterruptedException {
    List<String> all =
        new ArrayList<>(List.of("nix", "--extra-experimental-features", "nix-command", "hash"));
    all.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("NIX_REMOTE", "dummy://");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out;
  }

  @TestFactory
  Stream<DynamicTest> asNixPrintsThem() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/nix")), "nix-bin is not installed");
    String digits = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    return Stream.of(
            "path TREE",
            "path --base32 --type sha1 TREE TREE/file",
            "file TREE/file",
            "file --base16 --type md5 TREE/file",
            "file --base64 --type sha512 TREE/file",
            "to-sri --type sha256 " + digits,
            "to-base32 sha256:" + digits,
            "to-base64 sha256:" + digits,
            "to-base16 sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
        .map(words ->
            DynamicTest.dynamicTest(
                words,
                () -> {
                  String[] all = words.replace("TREE", folder + "/tree").split(" ", -1);
                  assertThat(firn(all)).isEqualTo(nix(all)).isNotEmpty();
                }));
  }

  @Test
  void notationsAreConverted() {
    String sri = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    assertThat(firn("convert", "--to", "nix32", sri))
        .isEqualTo("0mdqa9w1p6cmli6976v4wi0sw9r4p5prkj7lzfd1877wk11c9c73\n");
    assertThat(
            firn(
                "convert",
                "--hash-algo",
                "sha256",
                "0mdqa9w1p6cmli6976v4wi0sw9r4p5prkj7lzfd1877wk11c9c73"))
        .isEqualTo(sri + "\n");
    CommandRun unknown = CommandRun.of("nix", List.of("hash", "convert", "abc"));
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err()).contains("does not include a type");
  }
}
