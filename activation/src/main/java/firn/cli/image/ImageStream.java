package firn.cli.image;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.image.DockerArchive;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn image stream}: what the scripts of {@code streamLayeredImage} run. */
@Command(
    name = "stream",
    description = "Write an image as an uncompressed Docker archive to standard output.")
final class ImageStream implements Callable<Integer> {
  @ParentCommand ImageCommand parent;

  @Parameters(paramLabel = "FILE", description = "An image that Firn built.")
  Path file;

  @Override
  public Integer call() throws IOException {
    if (parent.terminal().outIsTerminal()) {
      throw new CommandException(
          ExitCode.USAGE,
          "an image is not for a terminal",
          "send it on: firn image stream FILE | podman load");
    }
    try (ImageSource source = ImageSource.of(file);
        OutputStream out =
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16)) {
      DockerArchive.write(out, List.of(source.open()));
    }
    return ExitCode.DONE;
  }
}
