package firn.cli.nix;

import firn.cli.Session;
import firn.cli.StoreSettings;
import firn.cli.Terminal;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.cache.SigningKey;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nix store sign}. */
@Command(name = "sign", description = "Sign paths with a secret key.")
final class NixCommandSign extends InstallableAction {
  /** Called {@code -k} too, which {@link NixArguments} writes out. */
  @Option(
      names = "--key-file",
      required = true,
      paramLabel = "FILE",
      description = "The secret key (also -k).")
  String keyFile = "";

  NixCommandSign(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(Session opened, List<StorePath> paths) {
    SigningKey key = StoreSettings.secretKey(keyFile);
    int added = 0;
    for (StorePath path : paths) {
      PathInfo info =
          opened
              .store()
              .query(path)
              .orElseThrow(() -> new StoreException("path '" + path + "' is not valid"));
      if (!info.signatures().contains(key.sign(info))) {
        opened.store().update(key.signed(info));
        added++;
      }
    }
    terminal.say("added " + added + " signatures");
    return NixExitCode.DONE;
  }
}
