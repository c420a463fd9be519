package firn.image;

import java.io.IOException;
import java.nio.file.Path;

/** Where logical store paths lie on this machine. */
@FunctionalInterface
public interface StoreFiles {
  Path physical(String storePath) throws IOException;

  /** The files of the store whose directory (the one named {@code store}) is given. */
  static StoreFiles in(Path storeDir) {
    return storePath -> {
      if (!storePath.startsWith("/nix/store/") || ("/" + storePath + "/").contains("/../")) {
        throw new IOException("'" + storePath + "' is not a store path");
      }
      return storeDir.resolve(storePath.substring("/nix/store/".length()));
    };
  }
}
