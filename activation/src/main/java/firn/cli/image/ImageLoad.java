package firn.cli.image;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.Session;
import firn.image.DockerArchive;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn image load}. */
@Command(
    name = "load",
    description = "Build an image and hand it to podman or docker, without a copy on disk.")
final class ImageLoad implements Callable<Integer> {
  @ParentCommand ImageCommand parent;
  @Mixin ImageOptions options;

  @Parameters(
      arity = "0..1",
      paramLabel = "PACKAGES|FILE",
      description = "Packages with / between them, or an image that is built already.")
  @Nullable String image;

  @Option(
      names = "--engine",
      paramLabel = "COMMAND",
      description =
          "The engine, with arguments if need be; podman where it is installed, else docker.")
  @Nullable String engine;

  @Override
  public Integer call() throws IOException {
    if (!options.hasExpression() && image != null && Files.exists(Path.of(image))) {
      return load(Path.of(image));
    }
    try (Session opened = options.open(parent.terminal())) {
      return load(opened.store().physical(options.build(opened, image, "stream")));
    }
  }

  private int load(Path file) throws IOException {
    List<String> command = new ArrayList<>(engine());
    command.add("load");
    try (ImageSource source = ImageSource.of(file)) {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try {
        try (OutputStream out = new BufferedOutputStream(process.getOutputStream(), 1 << 16)) {
          DockerArchive.write(out, List.of(source.open()));
        } catch (IOException ended) {
          if (process.isAlive()) {
            throw ended;
          }
        }
        String said =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
          throw new CommandException(
              ExitCode.BUILD,
              "'" + String.join(" ", command) + "' did not take the image",
              "its own words are above; nothing was loaded");
        }
        parent.terminal().print(said);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      } finally {
        process.destroyForcibly();
      }
    }
    return ExitCode.DONE;
  }

  private List<String> engine() {
    if (engine != null) {
      return List.of(engine.strip().split("\\s+"));
    }
    for (String name : List.of("podman", "docker")) {
      for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
        if (folder.startsWith("/") && Files.isExecutable(Path.of(folder, name))) {
          return List.of(name);
        }
      }
    }
    throw new CommandException(
        ExitCode.BUILD,
        "neither podman nor docker is installed",
        "install one (apt-get install podman), or name a command with --engine");
  }
}
