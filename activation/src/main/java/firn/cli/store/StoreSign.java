package firn.cli.store;

import firn.cli.ExitCode;
import firn.cli.StoreSession;
import firn.cli.StoreSettings;
import firn.cli.Terminal;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.cache.SigningKey;
import firn.store.local.LocalStore;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firn store sign}. */
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description = "Sign paths with a secret key, for those who take them from here.")
final class StoreSign extends StoreAction {
  @Option(
      names = "--key-file",
      required = true,
      paramLabel = "FILE",
      description = "The secret key, as generate-key writes it.")
  String keyFile = "";

  @Option(
      names = {"-r", "--recursive"},
      description = "All they refer to, too.")
  boolean recursive;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Paths to sign.")
  List<String> paths = new ArrayList<>();

  StoreSign(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(StoreSession session) {
    SigningKey key = StoreSettings.secretKey(keyFile);
    LocalStore store = session.store();
    List<StorePath> chosen = paths.stream().map(session::path).toList();
    int count = 0;
    for (StorePath path : recursive ? store.closure(chosen) : chosen) {
      PathInfo info =
          store
              .query(path)
              .orElseThrow(() -> new StoreException("path '" + path + "' is not valid"));
      if (!info.signatures().contains(key.sign(info))) {
        store.update(key.signed(info));
        count++;
      }
    }
    terminal.say(count + (count == 1 ? " path" : " paths") + " signed");
    return ExitCode.DONE;
  }
}
