package firn.cli.store;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.StoreSession;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;

/** A file of a valid store object, physically. */
public final class ObjectFile {
  private ObjectFile() {}

  /**
   * The file that an argument names.
   *
   * @param argument a store path, logical or physical, or what lies below one; no links are
   *     followed
   * @return a byte path
   * @throws StoreException if the object is not valid
   * @throws CommandException if it has no such file
   */
  public static String in(StoreSession session, String argument) throws IOException {
    String file = physical(session, argument);
    if (!Posix.exists(file)) {
      throw new CommandException(
          ExitCode.EXPRESSION, "path '" + argument + "' does not exist", null);
    }
    return file;
  }

  private static String physical(StoreSession session, String argument) {
    StorePath object = session.path(argument);
    if (!session.store().isValid(object)) {
      throw new StoreException("path '" + object + "' is not valid");
    }
    String physical = PathBytes.of(session.store().layout().storeDir());
    for (String prefix : new String[] {StorePath.STORE_DIR, physical}) {
      String root = prefix + "/" + object.baseName();
      if (argument.startsWith(root)) {
        String below = argument.substring(root.length()).replaceFirst("/+$", "");
        if ((below + "/").contains("/../")) {
          throw new StoreException("'" + argument + "' leaves its store path");
        }
        return physical + "/" + object.baseName() + below;
      }
    }
    return physical + "/" + object.baseName();
  }
}
