package firn.cli.store;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.StoreSession;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.cache.CacheReader;
import firn.store.local.FileTrees;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of a valid store object, or of one that a cache has. */
public final class ObjectFile {
  private ObjectFile() {}

  /** What is done with a file. */
  @FunctionalInterface
  public interface Use {
    /**
     * Uses it.
     *
     * @param file a byte path
     */
    void accept(String file) throws IOException;
  }

  /**
   * Uses the file that an argument names; what a cache has is there only meanwhile.
   *
   * @param argument a store path, logical or physical, or what lies below one; no links are
   *     followed
   * @throws StoreException if the object is not valid
   * @throws CommandException if it has no such file
   */
  public static void with(StoreSession session, String argument, Use use)
      throws IOException, InterruptedException {
    StorePath object = session.path(argument);
    @Nullable CacheReader cache = session.cache();
    if (cache != null) {
      Path folder = Files.createTempDirectory("firn-object");
      try {
        String unpacked = PathBytes.of(folder) + "/" + object.baseName();
        cache.unpack(object, unpacked);
        use.accept(there(argument, unpacked + below(argument, object.toString())));
      } finally {
        FileTrees.delete(PathBytes.of(folder));
      }
      return;
    }
    if (!session.store().isValid(object)) {
      throw new StoreException("path '" + object + "' is not valid");
    }
    String physical = PathBytes.of(session.store().layout().storeDir()) + "/" + object.baseName();
    use.accept(there(argument, physical + below(argument, object.toString(), physical)));
  }

  private static String there(String argument, String file) throws IOException {
    if (!Posix.exists(file)) {
      throw new CommandException(
          ExitCode.EXPRESSION, "path '" + argument + "' does not exist", null);
    }
    return file;
  }

  /** What of a name follows after that of its object; empty for a link to it. */
  private static String below(String argument, String... roots) {
    for (String root : roots) {
      if (argument.startsWith(root)) {
        String below = argument.substring(root.length()).replaceFirst("/+$", "");
        if ((below + "/").contains("/../")) {
          throw new StoreException("'" + argument + "' leaves its store path");
        }
        return below;
      }
    }
    return "";
  }
}
