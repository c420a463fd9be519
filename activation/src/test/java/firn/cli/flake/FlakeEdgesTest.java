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

/** Flakes in places and states that are not the usual ones. */
class FlakeEdgesTest {
  private Path folder;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createTempDirectory("firn-flakes").toRealPath();
  }

  @AfterEach
  void close() throws IOException {
    FileTrees.delete(PathBytes.of(folder));
  }

  private void git(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C"));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
  }

  private Path repository(String name) throws IOException, InterruptedException {
    Path made = Files.createDirectories(folder.resolve(name));
    git(made.toString(), "init", "-q");
    return made;
  }

  private void commit(Path repository) throws IOException, InterruptedException {
    git(repository.toString(), "add", "-A");
    git(repository.toString(), "commit", "-q", "-m", "change");
  }

  private CommandRun nix(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--store", folder.resolve("store").toString()));
    return CommandRun.of("nix", all);
  }

  @Test
  void aFlakeThatGitDoesNotKnowIsNamedAsSuch() throws IOException, InterruptedException {
    Path repository = repository("repo");
    Files.writeString(repository.resolve("other"), "x");
    commit(repository);
    Files.writeString(repository.resolve("flake.nix"), "{ outputs = _: { x = 1; }; }");

    CommandRun unknown = nix("eval", repository + "#x");

    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err())
        .contains(
            "Path 'flake.nix' in the repository \"" + repository + "\" is not tracked by Git.")
        .contains("git -C \"" + repository + "\" add \"flake.nix\"");
    git(repository.toString(), "add", "flake.nix");
    assertThat(nix("eval", repository + "#x").out()).isEqualTo("1\n");
  }

  @Test
  void linksLeadToCheckouts() throws IOException, InterruptedException {
    Path repository = repository("repo");
    Path below = Files.createDirectory(repository.resolve("below"));
    Files.writeString(repository.resolve("file"), "text");
    Files.writeString(
        below.resolve("flake.nix"), "{ outputs = _: { x = builtins.readFile ../file; }; }");
    commit(repository);
    Path link = Files.createSymbolicLink(folder.resolve("link"), below);

    assertThat(nix("eval", link + "#x").out()).isEqualTo("\"text\"\n");
  }

  @Test
  void inputsGivenAsPathsStayRelative() throws IOException, InterruptedException {
    Path repository = repository("repo");
    Path below = Files.createDirectory(repository.resolve("below"));
    Files.writeString(repository.resolve("flake.nix"), "{ outputs = _: { x = 7; }; }");
    Files.writeString(
        below.resolve("flake.nix"),
        "{ inputs.up.url = ./..; outputs = { self, up }: { y = up.x; }; }");
    commit(repository);

    CommandRun run = nix("eval", below + "#y");

    assertThat(run.out()).as(run.err()).isEqualTo("7\n");
    assertThat(Files.readString(below.resolve("flake.lock")))
        .contains("\"path\": \"..\"")
        .doesNotContain("narHash")
        .doesNotContain("/nix/store");
  }

  @Test
  void whatIsNotLockedIsLockedOnlyOnDemand() throws IOException, InterruptedException {
    Path one = repository("one");
    Files.writeString(one.resolve("flake.nix"), "{ outputs = _: { x = 1; }; }");
    commit(one);
    Files.writeString(one.resolve("flake.nix"), "{ outputs = _: { x = 2; }; }");
    Path two = repository("two");
    Files.writeString(
        two.resolve("flake.nix"),
        "{ inputs.one.url = \"git+file://%s\"; outputs = { self, one }: one; }".formatted(one));
    commit(two);

    CommandRun refused = nix("flake", "lock", two.toString());

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .contains("Not writing lock file")
        .contains("because it has an unlocked input");
    assertThat(two.resolve("flake.lock")).doesNotExist();
    CommandRun forced = nix("flake", "lock", two.toString(), "--allow-dirty-locks");
    assertThat(forced.code()).as(forced.err()).isZero();
    assertThat(two.resolve("flake.lock")).isRegularFile();
  }

  @Test
  void whatWasBuiltMayBeReadWithAllItRefersTo() throws IOException {
    Files.writeString(
        folder.resolve("x.nix"),
        """
        let
          leaf = derivation {
            name = "leaf"; system = "builtin"; builder = "builtin:tree"; __structuredAttrs = true;
            entries."".text = "42";
          };
          top = derivation {
            name = "top"; system = "builtin"; builder = "builtin:tree"; __structuredAttrs = true;
            entries."".text = "${leaf}";
          };
        in
        import (builtins.unsafeDiscardStringContext (builtins.readFile top))
        """);

    CommandRun run = nix("eval", "-f", folder + "/x.nix", "--restrict-eval", "-I", "src=" + folder);

    assertThat(run.out()).as(run.err()).isEqualTo("42\n");
  }
}
