package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Podman with storage of its own, started directly on this machine. Needs root and runc. */
final class Podman implements AutoCloseable {
  /** Runs in a container that may not raise its limits, too. */
  private static final String CONFIGURATION =
      """
      [containers]
      pids_limit = 0
      netns = "host"
      default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
      [engine]
      runtime = "runc"
      cgroup_manager = "cgroupfs"
      events_logger = "file"
      """;

  private final Path folder;

  Podman(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("containers.conf"), CONFIGURATION);
  }

  /** The command with which an engine is called, for {@code firn image load --engine}. */
  List<String> command() {
    return List.of(
        "env",
        "CONTAINERS_CONF=" + folder.resolve("containers.conf"),
        "podman",
        "--root",
        folder.resolve("storage").toString(),
        "--runroot",
        folder.resolve("run").toString(),
        "--storage-driver",
        "overlay");
  }

  /** What a command said, standard error included. */
  record Said(int code, String text) {}

  Said run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(command());
    command.addAll(List.of(arguments));
    Path log = Files.createTempFile(folder, "said-", null);
    // Into a file: what conmon leaves behind would hold a pipe open.
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      int code = process.waitFor();
      return new Said(code, Files.readString(log, StandardCharsets.ISO_8859_1).strip());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    } finally {
      Files.delete(log);
    }
  }

  /** As {@link #run}, for what must succeed. */
  String ok(String... arguments) throws IOException {
    Said said = run(arguments);
    assertThat(said.code()).as(String.join(" ", arguments) + ": " + said.text()).isZero();
    return said.text();
  }

  /** Runs a container of an image to its end. */
  String container(String image, String... command) throws IOException {
    return ok(
        Stream.concat(Stream.of("run", "--rm", "--network=none", image), Stream.of(command))
            .toArray(String[]::new));
  }

  @Override
  public void close() throws IOException {
    run("rm", "--all", "--force", "--time", "1");
    run("system", "reset", "--force");
  }
}
