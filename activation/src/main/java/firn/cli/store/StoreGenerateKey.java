package firn.cli.store;

import firn.cli.ExitCode;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.store.cache.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code firn store generate-key}. */
@Command(
    name = "generate-key",
    mixinStandardHelpOptions = true,
    description = "Make a key pair: the secret half goes to a file, the public half is printed.")
final class StoreGenerateKey extends StoreAction {
  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "The key's name, such as cache.example.org-1.")
  String name = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "Where to put the secret key.")
  Path file = Path.of("secret");

  StoreGenerateKey(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(StoreSession session) throws IOException {
    SigningKey key = SigningKey.generate(name);
    SecretFile.write(file, key.secretText() + "\n");
    terminal.print(key.publicText());
    return ExitCode.DONE;
  }
}
