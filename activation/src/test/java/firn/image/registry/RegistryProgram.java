package firn.image.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Debian's docker-registry on a free port of the loopback, with its data in a folder. */
final class RegistryProgram implements AutoCloseable {
  private final Process process;
  private final int port;
  private final Path data;

  private RegistryProgram(Process process, int port, Path data) {
    this.process = process;
    this.port = port;
    this.data = data;
  }

  static boolean isInstalled() {
    return Files.isExecutable(Path.of("/usr/bin/docker-registry"));
  }

  /**
   * Starts it.
   *
   * @param accounts lines of name and bcrypt hash; empty lets everybody in
   */
  static RegistryProgram start(Path folder, String accounts) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path data = Files.createDirectories(folder.resolve("data"));
    Path passwords = Files.writeString(folder.resolve("passwords"), accounts);
    String configuration =
        """
        version: 0.1
        log: {level: error}
        storage: {filesystem: {rootdirectory: %s}}
        http: {addr: "127.0.0.1:%d"}
        """
            .formatted(data, port);
    if (!accounts.isEmpty()) {
      configuration += "auth: {htpasswd: {realm: test, path: " + passwords + "}}\n";
    }
    Path file = Files.writeString(folder.resolve("config.yml"), configuration);
    Process process =
        new ProcessBuilder("/usr/bin/docker-registry", "serve", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    RegistryProgram program = new RegistryProgram(process, port, data);
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return program;
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          program.close();
          throw new IOException(Files.readString(folder.resolve("log")), notYet);
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(interrupted));
    }
  }

  int port() {
    return port;
  }

  ImageName image(String rest) throws IOException {
    return ImageName.parse("127.0.0.1:" + port + "/" + rest);
  }

  /** Where it keeps a blob. */
  Path blob(String digest) {
    String hex = digest.substring("sha256:".length());
    return data.resolve(
        "docker/registry/v2/blobs/sha256/" + hex.substring(0, 2) + "/" + hex + "/data");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
