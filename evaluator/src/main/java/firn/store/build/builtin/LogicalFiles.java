package firn.store.build.builtin;

import firn.store.StorePath;
import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import firn.store.posix.FileStatus;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows symbolic links through the inputs as the finished system will: targets are logical paths,
 * whatever physical folder this store lies in. Paths are strings whose chars are bytes.
 */
final class LogicalFiles {
  private static final int MAX_LINKS = 40;

  private LogicalFiles() {}

  /**
   * The physical file behind a logical path, links on the way followed, but not one at the end.
   *
   * @throws BuildException if the path leaves the inputs
   */
  static String resolve(BuildContext context, String path) throws BuildException, IOException {
    int slash = path.lastIndexOf('/');
    if (slash <= StorePath.STORE_DIR.length()) {
      return physical(context, path);
    }
    String parent = follow(context, path.substring(0, slash));
    if (parent == null) {
      throw new BuildException("'" + path + "' leaves the inputs of the derivation");
    }
    return physical(context, parent + path.substring(slash));
  }

  /** The physical file of a logical path whose links, if any, are not to be followed. */
  static String physical(BuildContext context, String path) throws BuildException {
    String object = StorePath.containing(path).toString();
    return PathBytes.of(context.physical(object)) + path.substring(object.length());
  }

  /** UTF-16 text as the bytes of its UTF-8 form. */
  static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** Whether a logical path is a directory, links followed. */
  static boolean isDirectory(BuildContext context, String path) throws IOException {
    String real = follow(context, path);
    FileStatus status = real == null ? null : status(context, real);
    return status != null && status.isDirectory();
  }

  /** The names in a logical directory, sorted. */
  static List<String> list(BuildContext context, String path) throws IOException {
    String real = follow(context, path);
    if (real == null) {
      return List.of();
    }
    try {
      List<String> names = Posix.list(physical(context, real));
      names.sort(null);
      return names;
    } catch (BuildException e) {
      return List.of();
    }
  }

  /**
   * The logical path with all links followed; null if it leaves the inputs, loops or ends nowhere.
   */
  static @Nullable String follow(BuildContext context, String path) throws IOException {
    Deque<String> pending = new ArrayDeque<>();
    push(pending, path);
    Deque<String> done = new ArrayDeque<>();
    int links = 0;
    while (!pending.isEmpty()) {
      String part = pending.pop();
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (part.equals("..")) {
        done.pollLast();
        continue;
      }
      done.addLast(part);
      String at = "/" + String.join("/", done);
      if (!StorePath.isInStore(at)) {
        continue;
      }
      FileStatus status = status(context, at);
      if (status == null) {
        return null;
      }
      if (status.isSymlink()) {
        if (++links > MAX_LINKS) {
          return null;
        }
        String target = link(context, at);
        done.removeLast();
        if (target.startsWith("/")) {
          done.clear();
        }
        push(pending, target);
      }
    }
    String real = "/" + String.join("/", done);
    return StorePath.isInStore(real) ? real : null;
  }

  private static void push(Deque<String> pending, String path) {
    for (String part : List.of(path.split("/", -1)).reversed()) {
      pending.push(part);
    }
  }

  private static String link(BuildContext context, String path) throws IOException {
    try {
      return Posix.readLink(physical(context, path));
    } catch (BuildException e) {
      throw new IOException(e);
    }
  }

  /** Null where nothing is there, or it is no input. */
  private static @Nullable FileStatus status(BuildContext context, String path) throws IOException {
    try {
      return Posix.status(physical(context, path));
    } catch (BuildException | firn.store.MalformedException | NoSuchFileException e) {
      return null;
    }
  }
}
