package firn.store.build;

import firn.store.posix.FileStatus;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Who runs a sandboxed builder. Never root: in a sandbox without capabilities root is still the
 * owner of what the kernel shows in {@code /proc/sys}. Where Firn runs as root, builders run as a
 * user that owns nothing else; elsewhere as the user that runs Firn.
 *
 * @param storeDir where the builder's user finds the store directory
 * @param mount the command that shows the store directory there; empty where it lies there
 * @param become the command that becomes that user
 */
record BuildUser(String storeDir, List<String> mount, List<String> become) {
  /** From the range that Debian keeps reserved (Debian policy, section 9.2.2). */
  private static final int USER = 59150;

  /** Folders that every user can reach and the sandbox program needs nothing of. */
  private static final List<String> MOUNT_POINTS = List.of("/mnt", "/media", "/srv", "/opt");

  static BuildUser of(Path storeDirectory) throws BuildException, IOException {
    String storeDir = PathBytes.of(storeDirectory);
    if (!Posix.isRoot()) {
      return new BuildUser(storeDir, List.of(), List.of());
    }
    List<String> become =
        List.of(
            "setpriv",
            "--reuid=" + USER,
            "--regid=" + USER,
            "--clear-groups",
            "--inh-caps=-all",
            "--");
    if (isReachable(storeDir)) {
      return new BuildUser(storeDir, List.of(), become);
    }
    // Only root can reach the store: show it elsewhere, in a mount namespace of the build's own.
    for (String point : MOUNT_POINTS) {
      if (Posix.exists(point) && isReachable(point)) {
        List<String> mount =
            List.of(
                "unshare",
                "--mount",
                "--propagation",
                "private",
                "/bin/sh",
                "-c",
                "mount --bind \"$0\" " + point + " && exec \"$@\"",
                storeDir);
        return new BuildUser(point, mount, become);
      }
    }
    throw new BuildException(
        "the store at " + storeDir + " lies in a folder that only root can reach");
  }

  /** The command that becomes the builder's user, where it finds the store. */
  List<String> prefix() {
    List<String> prefix = new ArrayList<>(mount);
    prefix.addAll(become);
    return prefix;
  }

  private static boolean isReachable(String path) throws IOException {
    for (int slash = path.length(); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      FileStatus status = Posix.status(path.substring(0, slash));
      if (!status.isDirectory() || (status.mode() & 01) == 0) {
        return false;
      }
    }
    return true;
  }

  /** The path of something in the store directory as the builder's user finds it. */
  String path(String baseName) {
    return storeDir + "/" + baseName;
  }

  /** Gives a tree to the builder. */
  void give(String path) throws IOException {
    if (!Posix.isRoot()) {
      return;
    }
    Posix.chown(path, USER, USER);
    if (Posix.status(path).isDirectory()) {
      for (String name : Posix.list(path)) {
        give(path + "/" + name);
      }
    }
  }
}
