package firn.image.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Passes connections on, and cuts them some times, each time after a number of bytes. */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final long after;
  private final AtomicInteger cutsLeft;
  private final AtomicLong passed = new AtomicLong();

  CuttingProxy(int target, long after, int cuts) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = target;
    this.after = after;
    this.cutsLeft = new AtomicInteger(cuts);
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  int cutsLeft() {
    return cutsLeft.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket registry = new Socket(InetAddress.getLoopbackAddress(), target);
        Thread.ofVirtual().start(() -> copy(client, registry, true));
        Thread.ofVirtual().start(() -> copy(registry, client, false));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void copy(Socket from, Socket to, boolean counted) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[1 << 14];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (counted && passed.addAndGet(n) > after && cutsLeft.get() > 0) {
          passed.set(0);
          cutsLeft.decrementAndGet();
          return;
        }
        out.write(buffer, 0, n);
      }
    } catch (IOException ended) {
      // One side is gone, so the other goes too.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
