package firn.store.posix;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the programs of this machine are that Firn starts: in the folders of {@code PATH}, then in
 * the usual ones, which a caller's {@code PATH} need not name.
 */
public final class Program {
  private static final List<String> USUAL =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  private Program() {}

  /** The file of a program, or null if this machine has none of that name. */
  public static @Nullable Path find(String name) {
    return find(name, System.getenv("PATH"));
  }

  static @Nullable Path find(String name, @Nullable String path) {
    List<String> folders = new ArrayList<>();
    if (path != null) {
      folders.addAll(List.of(path.split(File.pathSeparator, -1)));
    }
    folders.addAll(USUAL);
    for (String folder : folders) {
      Path candidate = Path.of(folder.isEmpty() ? "." : folder, name);
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  /**
   * A command line with its program's file in place of a bare name; a program that is not found
   * stays as it is, so that starting it fails and says so.
   */
  public static List<String> resolve(List<String> command) {
    String name = command.getFirst();
    Path file = name.contains("/") ? null : find(name);
    if (file == null) {
      return command;
    }
    List<String> resolved = new ArrayList<>(command);
    resolved.set(0, file.toString());
    return resolved;
  }
}
