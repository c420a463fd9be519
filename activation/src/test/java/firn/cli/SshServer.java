package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An sshd on loopback that lets root in with a key of its own; it needs root. */
final class SshServer implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

  private final Path folder;
  private final int port;
  private final Process process;

  /**
   * Starts one.
   *
   * @param folder for its keys, its configuration and its log
   * @param environment what commands find set beside {@code HOME}, {@code NAME=value …}; may be
   *     empty
   */
  SshServer(Path folder, String environment) throws IOException, InterruptedException {
    this.folder = folder;
    Files.createDirectories(Path.of("/run/sshd"));
    for (String key : List.of("host", "user")) {
      List<String> command =
          List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(key) + "");
      assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path configuration =
        Files.writeString(
            folder.resolve("sshd_config"),
            """
            ListenAddress 127.0.0.1:%d
            HostKey %2$s/host
            AuthorizedKeysFile %2$s/user.pub
            PidFile none
            StrictModes no
            PermitRootLogin prohibit-password
            PasswordAuthentication no
            SetEnv HOME=%2$s %3$s
            """
                .formatted(port, folder, environment));
    process =
        new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sshd.log").toFile())
            .start();
    for (int i = 0; i < 100 && !log().contains("listening"); i++) {
      Thread.sleep(100);
    }
  }

  /** Whether this machine has the program. */
  static boolean isHere() {
    return Files.isExecutable(PROGRAM);
  }

  int port() {
    return port;
  }

  /** What {@code ssh} needs to be told to get in. */
  String options() {
    return "-p %d -i %2$s/user -o UserKnownHostsFile=%2$s/known_hosts -o StrictHostKeyChecking=accept-new -o BatchMode=yes"
        .formatted(port, folder);
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("sshd.log"));
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }
}
