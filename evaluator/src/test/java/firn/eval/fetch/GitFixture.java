package firn.eval.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Git repository made with the {@code git} command, with names and times that never change. */
public final class GitFixture {
  private final Path folder;

  private GitFixture(Path folder) {
    this.folder = folder;
  }

  /** An empty repository in a new folder. */
  public static GitFixture create(Path folder) throws IOException {
    Files.createDirectories(folder);
    GitFixture made = new GitFixture(folder);
    made.git("init", "-q", "-b", "master");
    return made;
  }

  public Path folder() {
    return folder;
  }

  /** Writes a file and tells Git of it. */
  public GitFixture file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    git("add", "--", name);
    return this;
  }

  /** Commits what Git was told of; the revision. */
  public String commit(String message) throws IOException {
    git("commit", "-q", "-m", message);
    return git("rev-parse", "HEAD").strip();
  }

  /** Runs Git; its output. */
  public String git(String... arguments) throws IOException {
    // Upkeep in the background would write into the repository after the command has ended.
    List<String> command =
        new ArrayList<>(
            List.of(
                "git", "-c", "gc.auto=0", "-c", "maintenance.auto=false", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "GIT_CONFIG_GLOBAL", "/dev/null",
                "GIT_AUTHOR_NAME", "a",
                "GIT_AUTHOR_EMAIL", "a@example.org",
                "GIT_COMMITTER_NAME", "a",
                "GIT_COMMITTER_EMAIL", "a@example.org",
                "GIT_AUTHOR_DATE", "2020-02-02T02:02:02Z",
                "GIT_COMMITTER_DATE", "2020-02-02T02:02:02Z",
                "GIT_ALLOW_PROTOCOL", "file"));
    try {
      Process process = builder.start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(out).isZero();
      return out;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
