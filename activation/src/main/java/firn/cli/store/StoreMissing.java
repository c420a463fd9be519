package firn.cli.store;

import firn.cli.ExitCode;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.store.StorePath;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;

/** {@code firn store missing}. */
@Command(
    name = "missing",
    mixinStandardHelpOptions = true,
    description = "Read store paths, a line each, and print those that this store does not have.")
final class StoreMissing extends StoreAction {
  StoreMissing(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(StoreSession session) throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new FileInputStream(FileDescriptor.in), StandardCharsets.ISO_8859_1))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!session.store().isValid(StorePath.parse(line))) {
          terminal.print(line);
        }
      }
    }
    return ExitCode.DONE;
  }
}
