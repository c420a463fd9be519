package firn.cli.store;

import firn.cli.ExitCode;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.store.posix.OpenFile;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code firn store cat}. */
@Command(name = "cat", mixinStandardHelpOptions = true, description = "Print a file of the store.")
final class StoreCat extends StoreAction {
  @Parameters(paramLabel = "FILE", description = "A file in the store.")
  String file = "";

  StoreCat(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(StoreSession session) throws IOException, InterruptedException {
    ObjectFile.with(session, file, this::print);
    return ExitCode.DONE;
  }

  private void print(String opened) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (OpenFile in = OpenFile.read(opened)) {
      for (int n = in.read(buffer, 0, buffer.length);
          n >= 0;
          n = in.read(buffer, 0, buffer.length)) {
        terminal.out().write(buffer, 0, n);
      }
    }
  }
}
