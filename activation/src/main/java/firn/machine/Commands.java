package firn.machine;

import firn.store.posix.Program;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command on this machine with a time limit and a limit on what it may print. */
final class Commands {
  private static final int OUTPUT_LIMIT = 16 << 20;

  private Commands() {}

  static CommandResult run(List<String> command, Duration limit) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(Program.resolve(command));
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    Process process = builder.start();
    Drain output = Drain.of(process.getInputStream());
    Drain errors = Drain.of(process.getErrorStream());
    try {
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      return new CommandResult(
          command, ended ? process.exitValue() : 124, output.text(), errors.text());
    } catch (InterruptedException e) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(command.getFirst() + " was interrupted", e);
    }
  }

  private record Drain(Thread thread, ByteArrayOutputStream bytes) {
    static Drain of(InputStream in) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Thread thread =
          Thread.ofVirtual()
              .start(() -> {
                byte[] buffer = new byte[8192];
                try (in) {
                  int n;
                  while ((n = in.read(buffer)) >= 0) {
                    synchronized (bytes) {
                      bytes.write(buffer, 0, Math.min(n, OUTPUT_LIMIT - bytes.size()));
                    }
                  }
                } catch (IOException e) {
                  // The process was ended while it was read: what it said so far is kept.
                  return;
                }
              });
      return new Drain(thread, bytes);
    }

    String text() throws InterruptedException {
      // A daemon the command left behind may hold the pipe open; it is not waited for.
      thread.join(Duration.ofSeconds(2));
      synchronized (bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
      }
    }
  }
}
