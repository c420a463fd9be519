package firn.cli.image;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.Session;
import firn.store.StorePath;
import firn.store.local.Roots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn image build}. */
@Command(
    name = "build",
    description =
        "Build an image and print its store path: one that an expression describes, or one named by its packages.")
final class ImageBuild implements Callable<Integer> {
  @ParentCommand ImageCommand parent;
  @Mixin ImageOptions options;

  @Parameters(
      arity = "0..1",
      paramLabel = "PACKAGES",
      description = "Packages with / between them, such as shell/git/htop.")
  @Nullable String packages;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "docker-archive, oci or stream (a script that writes the archive), for images named by packages.")
  String format = "docker-archive";

  @Option(
      names = {"-o", "--out-link"},
      paramLabel = "PATH",
      description = "Where to put a link to the image that keeps it from being collected.")
  @Nullable Path link;

  @Override
  public Integer call() throws IOException {
    if (!java.util.Set.of("docker-archive", "oci", "stream").contains(format)) {
      throw new CommandException(
          ExitCode.USAGE,
          "'" + format + "' is no format of an image",
          "use docker-archive, oci or stream");
    }
    try (Session opened = options.open(parent.terminal())) {
      StorePath image = options.build(opened, packages, format);
      parent.terminal().print(opened.store().physical(image).toString());
      if (link != null) {
        new Roots(opened.store().layout()).add(link, image);
      }
    }
    return ExitCode.DONE;
  }
}
