package firn.store.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A user namespace with a whole range of users, kept by a process that waits until this is closed.
 * Only root can make one.
 */
final class UserNamespace implements AutoCloseable {
  private final Process keeper;

  private UserNamespace(Process keeper) {
    this.keeper = keeper;
  }

  /** Maps users 0 to {@code count - 1} inside to those from {@code first} on outside. */
  static UserNamespace of(int first, int count) throws BuildException, IOException {
    ProcessBuilder builder =
        new ProcessBuilder("unshare", "--user", "--", "/bin/sh", "-c", "echo made; read _");
    builder.redirectErrorStream(true);
    UserNamespace made = new UserNamespace(builder.start());
    boolean done = false;
    try {
      BufferedReader said = made.keeper.inputReader(StandardCharsets.UTF_8);
      String line = said.readLine();
      if (!"made".equals(line)) {
        throw new BuildException(
            "this machine makes no user namespace"
                + (line == null ? "" : " (" + line + ")")
                + "; allow them with sysctl user.max_user_namespaces");
      }
      String map = "0 " + first + " " + count;
      Files.writeString(made.file("uid_map"), map);
      Files.writeString(made.file("gid_map"), map);
      done = true;
      return made;
    } finally {
      if (!done) {
        made.close();
      }
    }
  }

  private Path file(String name) {
    return Path.of("/proc", Long.toString(keeper.pid()), name);
  }

  /** The file that stands for it. */
  String path() {
    return file("ns/user").toString();
  }

  @Override
  public void close() {
    keeper.destroyForcibly();
    try {
      keeper.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
