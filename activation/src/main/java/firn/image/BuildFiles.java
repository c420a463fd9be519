package firn.image;

import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import java.io.IOException;
import java.nio.file.Path;

/** The store as a build sees it. */
final class BuildFiles {
  private BuildFiles() {}

  static StoreFiles of(BuildContext context) {
    return storePath -> {
      try {
        return context.physical(storePath);
      } catch (BuildException stranger) {
        throw new IOException(stranger);
      }
    };
  }

  /** The directory its outputs will lie in: they are made in a folder of their own below it. */
  static Path storeDir(BuildContext context) {
    Path own = java.util.Objects.requireNonNull(context.temporary().getParent());
    return java.util.Objects.requireNonNull(own.getParent());
  }
}
