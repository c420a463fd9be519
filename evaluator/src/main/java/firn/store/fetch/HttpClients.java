package firn.store.fetch;

import java.net.http.HttpClient;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The HTTP clients of this process. Each has a thread that waits in the kernel for its connections,
 * and a process whose threads do so when it ends takes 300 ms longer to end: so they are closed
 * first.
 */
public final class HttpClients {
  private static final Queue<HttpClient> MADE = new ConcurrentLinkedQueue<>();

  private HttpClients() {}

  /** A client that lives as long as the process. */
  public static HttpClient build(HttpClient.Builder builder) {
    HttpClient client = builder.build();
    MADE.add(client);
    return client;
  }

  /** Ends all clients, and what they are doing. For a process that is about to end. */
  public static void end() {
    for (HttpClient client = MADE.poll(); client != null; client = MADE.poll()) {
      client.shutdownNow();
    }
  }
}
