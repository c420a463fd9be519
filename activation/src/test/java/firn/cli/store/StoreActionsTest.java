package firn.cli.store;

import static org.assertj.core.api.Assertions.assertThat;

import firn.cli.CommandRun;
import firn.store.local.FileTrees;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each action of {@code firn store}: what it prints, where, and how it ends. */
class StoreActionsTest {
  private static final String APP =
      """
      derivation {
        name = "app-1.0";
        system = "builtin";
        builder = "builtin:tree";
        __structuredAttrs = true;
        entries = { "bin/leaf".link = builtins.toFile "leaf" "leaf"; text.text = "text"; };
      }
      """;

  private Path folder;
  private Path store;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createTempDirectory("firn-store-actions");
    store = folder.resolve("store");
  }

  @AfterEach
  void close() throws IOException {
    FileTrees.delete(PathBytes.of(folder));
  }

  private CommandRun firn(String... words) {
    List<String> all = new ArrayList<>(List.of("store"));
    all.addAll(List.of(words));
    all.addAll(List.of("--store", store.toString()));
    return CommandRun.of("firn", all);
  }

  private String done(String... words) {
    CommandRun run = firn(words);
    assertThat(run.code()).as(String.join(" ", words) + ": " + run.err()).isZero();
    return run.out();
  }

  private String app() {
    CommandRun run =
        CommandRun.of(
            "firn",
            List.of("build", "-E", APP, "-o", "" + folder.resolve("app"), "--store", "" + store));
    assertThat(run.code()).as(run.err()).isZero();
    return run.out().strip();
  }

  private String added(String name, String contents) throws IOException {
    return done("add", Files.writeString(folder.resolve(name), contents).toString()).strip();
  }

  @Test
  void whatIsAddedIsKnown() throws IOException {
    String path = added("hello", "hello\n");
    assertThat(done("cat", path)).isEqualTo("hello\n");
    assertThat(done("add", "--flat", "--name", "other", folder.resolve("hello") + ""))
        .endsWith("-other\n");
    assertThat(done("info", "-s", "-S", path).strip().split("\\s+"))
        .containsExactly(path, "120", "120");
    assertThat(done("info", "--json", path))
        .contains("\"narHash\"", "\"narSize\" : 120", "\"references\" : [ ]");
    assertThat(firn("add", folder.resolve("absent").toString()).code()).isEqualTo(3);
    assertThat(firn("info", "/nix/store/" + "0".repeat(32) + "-x").code()).isEqualTo(3);
    assertThat(firn("info", "/etc/passwd").code()).isEqualTo(1);
    assertThat(firn("cat", path + "/below").code()).isNotZero();
  }

  @Test
  void pathsAreListed() {
    String path = app();
    assertThat(done("ls", path)).isEqualTo("./bin\n./text\n");
    assertThat(done("ls", "-l", path))
        .containsPattern("dr-xr-xr-x +0 ./bin")
        .containsPattern("-r--r--r-- +4 ./text");
    assertThat(done("ls", "-R", "--json", path)).contains("\"type\" : \"symlink\"", "\"target\"");
    assertThat(done("info", "-r", path).lines()).hasSize(2).contains(path);
    assertThat(firn("ls", path + "/absent").code()).isEqualTo(1);
  }

  @Test
  void onlyWhatNothingUsesIsDeleted() throws IOException {
    String path = app();
    CommandRun used = firn("delete", path);
    assertThat(used.code()).isEqualTo(3);
    assertThat(used.err()).contains("cannot delete '" + path + "', which is in use");
    String free = added("free", "free");
    done("delete", free);
    assertThat(store.resolve(free.substring(1))).doesNotExist();
    assertThat(done("info", path)).isEqualTo(path + "\n");
  }

  @Test
  void garbageIsListedLimitedAndDeleted() throws IOException {
    String path = app();
    String free = added("free", "free");
    String also = added("also", "also");
    assertThat(done("gc", "--print-live").lines()).contains(path).doesNotContain(free);
    assertThat(done("gc", "--print-dead").lines()).containsExactlyInAnyOrder(free, also);
    assertThat(done("gc", "--dry-run").lines()).containsExactlyInAnyOrder(free, also);
    assertThat(firn("gc", "--max-freed", "1").err()).contains("1 path");
    assertThat(done("gc", "--print-dead").lines()).hasSize(1);
    done("gc", "--delete-older-than", "30d");
    assertThat(done("gc", "--print-dead")).isEmpty();
    assertThat(firn("gc", "--delete-older-than", "soon").code()).isEqualTo(2);
    assertThat(firn("gc", "--max-freed", "much").code()).isEqualTo(2);
  }

  @Test
  void whatIsMissingIsFetchedOrBuiltAgain() throws IOException {
    String path = app();
    FileTrees.delete(store.resolve(path.substring(1)).toString());
    CommandRun found = firn("verify");
    assertThat(found.code()).isEqualTo(3);
    assertThat(found.err()).contains("path '" + path + "' is missing");
    done("repair", path);
    assertThat(done("cat", path + "/text")).isEqualTo("text");
    done("verify", "--check-contents", path);
    String alone = added("alone", "alone");
    FileTrees.delete(store.resolve(alone.substring(1)).toString());
    CommandRun lost = firn("repair", alone);
    assertThat(lost.code()).isEqualTo(3);
    assertThat(lost.err()).contains("cannot be repaired");
  }

  @Test
  void signaturesAreWantedWhereAsked() throws IOException {
    String path = app();
    String secret = folder.resolve("secret").toString();
    String key = done("generate-key", "here-1", secret).strip();
    assertThat(key).startsWith("here-1:");
    assertThat(firn("generate-key", "here-1", secret).code())
        .as("no key is overwritten")
        .isNotZero();
    done("verify", "--check-signatures", path);
    String other = folder.resolve("other").toString();
    done("copy", "--to", other, "--no-check-sigs", path);
    List<String> verified =
        List.of("store", "verify", "--check-signatures", "--store", other, path);
    List<String> trusting = new ArrayList<>(verified);
    trusting.addAll(List.of("--trusted-public-keys", key));
    CommandRun unsigned = CommandRun.of("firn", trusting);
    assertThat(unsigned.code()).as("what was built elsewhere").isEqualTo(3);
    assertThat(unsigned.err()).contains("path '" + path + "' has no signature of a trusted key");

    done("sign", "--key-file", secret, "-r", path);
    assertThat(done("info", "--sigs", path)).contains("here-1:");
    CommandRun signing =
        CommandRun.of(
            "firn", List.of("store", "sign", "--key-file", secret, "-r", path, "--store", other));
    assertThat(signing.code()).as(signing.err()).isZero();
    CommandRun signed = CommandRun.of("firn", trusting);
    assertThat(signed.code()).as(signed.err()).isZero();
    assertThat(CommandRun.of("firn", verified).code()).as("no key is trusted").isEqualTo(3);
    assertThat(firn("sign", path).code()).as("no key").isEqualTo(2);
    assertThat(firn("sign", "--key-file", folder + "/none", path).code()).isEqualTo(3);
  }

  @Test
  void theServerGivesWhatItSigns() throws Exception {
    String path = app();
    String secret = folder.resolve("secret").toString();
    String key = done("generate-key", "served-1", secret).strip();
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "firn.cli.Main",
                "store",
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--key-file",
                secret,
                "--store",
                store.toString())
            .redirectErrorStream(true)
            .start();
    try {
      String said = server.inputReader().readLine();
      String url = said.replaceFirst(".*(http://127.0.0.1:[0-9]+).*", "$1");
      assertThat(url).as(said).startsWith("http://");
      Path other = folder.resolve("other");
      List<String> copy = List.of("store", "copy", "--from", url, "--store", other + "", path);
      assertThat(CommandRun.of("firn", copy).code()).as("no key is trusted").isEqualTo(3);
      List<String> trusting = new ArrayList<>(copy);
      trusting.addAll(List.of("--trusted-public-keys", key));
      CommandRun copied = CommandRun.of("firn", trusting);
      assertThat(copied.code()).as(copied.err()).isZero();
      assertThat(copied.err()).contains("2 paths copied");
    } finally {
      server.destroy();
      assertThat(server.waitFor()).as("ended as asked").isIn(0, 143);
    }
  }

  @Test
  void mistakesAreToldFromFailures() {
    assertThat(firn("nothing").code()).isEqualTo(2);
    assertThat(CommandRun.of("firn", List.of("store")).code()).isEqualTo(2);
    assertThat(firn("copy", "/nix/store/x").code()).isEqualTo(2);
    assertThat(firn("why-depends", "/nix/store/" + "0".repeat(32) + "-x").code()).isEqualTo(2);
  }
}
