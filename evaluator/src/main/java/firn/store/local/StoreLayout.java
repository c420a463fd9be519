package firn.store.local;

import firn.store.StorePath;
import firn.store.posix.PathBytes;
import java.nio.file.Path;

/**
 * Where the parts of a store lie physically, as in a Nix store with this root.
 *
 * @param root the folder that holds {@code nix/}; the root directory for the machine's own store
 */
public record StoreLayout(Path root) {
  public StoreLayout {
    root = root.toAbsolutePath().normalize();
  }

  /** Where the store objects lie. */
  public Path storeDir() {
    return root.resolve("nix/store");
  }

  /** Database, roots, profiles. */
  public Path stateDir() {
    return root.resolve("nix/var/nix");
  }

  public Path databaseDir() {
    return stateDir().resolve("db");
  }

  /** A file that only takes up space, to be deleted when a collection needs some. */
  Path reservedSpace() {
    return databaseDir().resolve("reserved");
  }

  /** Build logs. */
  public Path logDir() {
    return root.resolve("nix/var/log/nix");
  }

  public Path physical(StorePath path) {
    return storeDir().resolve(path.baseName());
  }

  /** As {@link #physical}, as bytes. */
  public String physicalBytes(StorePath path) {
    return PathBytes.of(storeDir()) + "/" + path.baseName();
  }
}
