package firn.cli.flake;

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

/** Flakes from templates, trees fetched ahead of their use, and what short names stand for. */
class FlakeBeginningsTest {
  private Path folder;
  private Path templates;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    folder = Files.createTempDirectory("firn-templates").toRealPath();
    templates = Files.createDirectories(folder.resolve("templates"));
    Files.createDirectories(templates.resolve("basic/inner"));
    Files.writeString(
        templates.resolve("flake.nix"),
        """
        {
          outputs = _: {
            templates.default = { path = ./basic; description = "basic"; welcomeText = "Welcome."; };
            templates.inner.path = ./basic/inner;
          };
        }
        """);
    Files.writeString(templates.resolve("basic/flake.nix"), "{ outputs = _: { n = 1; }; }");
    Files.writeString(templates.resolve("basic/inner/run"), "x");
    Files.createSymbolicLink(templates.resolve("basic/inner/link"), Path.of("run"));
    git(templates, "init", "-q");
    git(templates, "add", "-A");
    git(templates, "commit", "-q", "-m", "one");
  }

  @AfterEach
  void close() throws IOException {
    FileTrees.delete(PathBytes.of(folder));
  }

  private static String git(Path repository, String... words)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C"));
    command.add(repository.toString());
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private CommandRun flake(String... words) {
    List<String> all = new ArrayList<>(List.of("flake"));
    all.addAll(List.of(words));
    all.addAll(List.of("--store", folder.resolve("store").toString()));
    return CommandRun.of("nix", all);
  }

  @Test
  void aNewFlakeHasTheFilesOfTheTemplate() throws IOException {
    Path made = folder.resolve("made");

    CommandRun run = flake("new", made.toString(), "-t", "git+file://" + templates);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("wrote: " + made.resolve("flake.nix")).endsWith("Welcome.\n");
    assertThat(made.resolve("inner/run")).hasContent("x").isWritable();
    assertThat(made.resolve("inner/link")).isSymbolicLink();
  }

  @Test
  void filesThatAreThereStayAndGitLearnsOfTheOthers() throws IOException, InterruptedException {
    Path made = Files.createDirectories(folder.resolve("made"));
    git(made, "init", "-q");
    Files.writeString(made.resolve("run"), "mine");

    CommandRun run = flake("new", made.toString(), "-t", "git+file://" + templates + "#inner");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("refusing to overwrite existing file '" + made.resolve("run") + "'");
    assertThat(made.resolve("run")).hasContent("mine");
    assertThat(git(made, "ls-files")).isEqualTo("link\n");
  }

  @Test
  void whatIsFetchedAheadIsInTheStore() throws IOException {
    CommandRun fetched = flake("prefetch", "--json", "git+file://" + templates);
    CommandRun archived = flake("archive", "--json", "git+file://" + templates);

    assertThat(fetched.code()).as(fetched.err()).isZero();
    String path = fetched.out().replaceFirst("(?s).*\"storePath\":\"([^\"]*)\".*", "$1");
    assertThat(folder.resolve("store" + path).resolve("flake.nix")).exists();
    assertThat(archived.out()).isEqualTo("{\"inputs\":{},\"path\":\"" + path + "\"}\n");
  }

  @Test
  void namesAreAddedReplacedPinnedAndRemoved() throws IOException {
    Path file = folder.resolve("config/registry.json");

    registry(file, "add", "mine", "path:/nowhere");
    registry(file, "add", "mine", "git+file://" + templates);
    assertThat(file)
        .hasContent(
            """
            {
              "flakes": [
                {
                  "from": {
                    "id": "mine",
                    "type": "indirect"
                  },
                  "to": {
                    "type": "git",
                    "url": "file://%s"
                  }
                }
              ],
              "version": 2
            }\
            """
                .formatted(templates));
    registry(
        file,
        "pin",
        "mine",
        "git+file://" + templates,
        "--store",
        folder.resolve("store").toString());
    assertThat(file).content().contains("\"narHash\": \"sha256-").contains("\"rev\": \"");
    registry(file, "remove", "mine");
    assertThat(file).content().contains("\"flakes\": []");
  }

  private static void registry(Path file, String... words) {
    List<String> all = new ArrayList<>(List.of("registry"));
    all.addAll(List.of(words));
    all.addAll(List.of("--registry", file.toString()));
    CommandRun run = CommandRun.of("nix", all);
    assertThat(run.code()).as(run.err()).isZero();
  }
}
