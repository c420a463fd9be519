package firn.cli.image;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.image.BaseImage;
import firn.image.Image;
import firn.image.ImageScript;
import firn.image.LayerMemory;
import firn.image.StoreFiles;
import firn.store.build.BuildException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An image on this machine: a script that streams it, a Docker archive or an OCI layout. What has
 * to be unpacked lies in a folder that is deleted at the end.
 */
final class ImageSource implements AutoCloseable {
  private final Path file;
  private final Path scratch;

  private ImageSource(Path file, Path scratch) {
    this.file = file;
    this.scratch = scratch;
  }

  /** Looks at a file. */
  static ImageSource of(Path given) throws IOException {
    if (!Files.exists(given)) {
      throw new CommandException(
          ExitCode.EXPRESSION,
          "there is no image '" + given + "'",
          "name a file that 'firn image build' made");
    }
    return new ImageSource(given.toRealPath(), Files.createTempDirectory("firn-image-"));
  }

  Path scratch() {
    return scratch;
  }

  /** The directory of the store it lies in, or a folder of its own where it lies in none. */
  private Path storeDir() {
    Path parent = file.getParent();
    return parent != null && parent.endsWith("nix/store") ? parent : scratch.resolve("store");
  }

  LayerMemory memory() {
    return LayerMemory.beside(storeDir());
  }

  Image open() throws IOException {
    try {
      return ImageScript.is(file)
          ? ImageScript.read(file).open(StoreFiles.in(storeDir()), storeDir(), scratch)
          : BaseImage.read(file, null, scratch).whole();
    } catch (BuildException unfit) {
      throw new CommandException(ExitCode.BUILD, String.valueOf(unfit.getMessage()), null);
    }
  }

  @Override
  public void close() throws IOException {
    firn.store.local.FileTrees.delete(firn.store.posix.PathBytes.of(scratch));
  }
}
