package firn.store.local;

import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A name in the store directory under which something is prepared. Whatever is there at the end is
 * deleted.
 */
public final class TemporaryObject implements AutoCloseable {
  private final StoreLayout layout;
  private final StorePath name;

  TemporaryObject(StoreLayout layout, StorePath name) {
    this.layout = layout;
    this.name = name;
  }

  /** Where to prepare it; nothing is there at first. */
  public Path path() {
    return PathBytes.toPath(bytes());
  }

  /** As {@link #path}, as bytes. */
  public String bytes() {
    return layout.physicalBytes(name);
  }

  @Override
  public void close() {
    try {
      FileTrees.delete(bytes());
    } catch (IOException e) {
      throw new StoreException("cannot delete the temporary " + bytes() + ": " + e.getMessage(), e);
    }
  }
}
