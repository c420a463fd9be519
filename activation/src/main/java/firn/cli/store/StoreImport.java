package firn.cli.store;

import firn.cli.ExitCode;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.store.transfer.ExportStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import picocli.CommandLine.Command;

/** {@code firn store import}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Add what 'firn store export' or 'nix-store --export' wrote, from standard input, and print the paths. No signature is asked for: import only from whom you trust.")
final class StoreImport extends StoreAction {
  StoreImport(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(StoreSession session) throws IOException {
    try (InputStream in = new FileInputStream(FileDescriptor.in)) {
      ExportStream.read(session.store(), in).forEach(path -> terminal.print(path.toString()));
    }
    return ExitCode.DONE;
  }
}
