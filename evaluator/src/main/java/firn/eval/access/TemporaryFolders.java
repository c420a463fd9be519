package firn.eval.access;

import firn.store.local.FileTrees;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Folders that live as long as the process: values that name them may be around until its end. */
final class TemporaryFolders {
  private static final Queue<Path> FOLDERS = new ConcurrentLinkedQueue<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(TemporaryFolders::deleteAll, "firn-folders"));
  }

  private TemporaryFolders() {}

  /** Makes an empty folder. */
  static Path create(String prefix) throws IOException {
    Path folder = Files.createTempDirectory(prefix);
    FOLDERS.add(folder);
    return folder;
  }

  private static void deleteAll() {
    for (Path folder : FOLDERS) {
      try {
        FileTrees.delete(PathBytes.of(folder));
      } catch (IOException left) {
        System.err.println("warning: cannot delete '" + folder + "': " + left.getMessage());
      }
    }
  }
}
