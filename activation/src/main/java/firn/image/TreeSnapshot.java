package firn.image;

import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A tree as it was, to tell what changed since. Whatever is done to a file, its contents, owner or
 * attributes, moves its change time, which nobody can set back.
 */
final class TreeSnapshot {
  private final String root;
  private final Map<String, String> stamps = new HashMap<>();

  private TreeSnapshot(String root) {
    this.root = root;
  }

  /** Of a tree of which nothing is old. */
  static TreeSnapshot empty(String root) {
    return new TreeSnapshot(root);
  }

  static TreeSnapshot of(String root) throws IOException {
    TreeSnapshot snapshot = new TreeSnapshot(root);
    snapshot.take("");
    return snapshot;
  }

  private void take(String name) throws IOException {
    String path = name.isEmpty() ? root : root + "/" + name;
    if (!name.isEmpty()) {
      stamps.put(name, stamp(path));
    }
    if (Posix.status(path).isDirectory()) {
      for (String child : Posix.list(path)) {
        take(RootTree.child(name, child));
      }
    }
  }

  private static String stamp(String path) throws IOException {
    var attributes =
        Files.readAttributes(PathBytes.toPath(path), "unix:ino,ctime", LinkOption.NOFOLLOW_LINKS);
    return attributes.get("ino") + " " + attributes.get("ctime");
  }

  /** Whether {@code name} is new or not as it was. */
  boolean changed(String name) {
    try {
      return !stamp(root + "/" + name).equals(stamps.get(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was there and is not; of a folder that is gone, only the folder. */
  List<String> gone() throws IOException {
    List<String> gone = new ArrayList<>();
    for (String name : stamps.keySet().stream().sorted().toList()) {
      int slash = name.lastIndexOf('/');
      boolean parentThere =
          slash < 0
              || Posix.exists(root + "/" + name.substring(0, slash))
                  && Posix.status(root + "/" + name.substring(0, slash)).isDirectory();
      if (parentThere && !Posix.exists(root + "/" + name)) {
        gone.add(name);
      }
    }
    return gone;
  }
}
