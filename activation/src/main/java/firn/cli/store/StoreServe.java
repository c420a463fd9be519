package firn.cli.store;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.StoreSession;
import firn.cli.StoreSettings;
import firn.cli.Terminal;
import firn.store.cache.CacheServer;
import firn.store.cache.SigningKey;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code firn store serve}. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serve the store as a binary cache over HTTP, until interrupted.")
final class StoreServe extends StoreAction {
  @Option(
      names = "--listen",
      paramLabel = "ADDRESS:PORT",
      description = "Where to listen (${DEFAULT-VALUE}); port 0 for any that is free.")
  String listen = "127.0.0.1:8080";

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "Sign what is served with this secret key.")
  @Nullable String keyFile;

  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "The lower, the earlier this cache is asked (${DEFAULT-VALUE}).")
  int priority = 30;

  StoreServe(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(StoreSession session) throws InterruptedException {
    int colon = listen.lastIndexOf(':');
    if (colon < 0 || !listen.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new CommandException(
          ExitCode.USAGE, "'" + listen + "' is not ADDRESS:PORT", "give 127.0.0.1:8080");
    }
    InetSocketAddress address =
        new InetSocketAddress(
            listen.substring(0, colon), Integer.parseInt(listen.substring(colon + 1)));
    SigningKey key = keyFile == null ? null : StoreSettings.secretKey(keyFile);
    try (CacheServer server = new CacheServer(session.store(), address, key, priority)) {
      terminal.print(
          "http://%s:%d".formatted(server.address().getHostString(), server.address().getPort()));
      terminal.out().flush();
      new CountDownLatch(1).await();
    }
    return ExitCode.DONE;
  }
}
