package firn.cli.store;

import firn.cli.ExitCode;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.store.StorePath;
import firn.store.transfer.ExportStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firn store export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Write paths and all they refer to as one stream, for 'firn store import' or 'nix-store --import'.")
final class StoreExport extends StoreAction {
  @Option(names = "--no-recursive", description = "Only these, not what they refer to.")
  boolean alone;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Paths to write.")
  List<String> paths = new ArrayList<>();

  StoreExport(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(StoreSession session) throws IOException {
    List<StorePath> named = paths.stream().map(session::path).toList();
    Collection<StorePath> all = alone ? named : session.store().closure(named);
    ExportStream.write(session.store(), all, terminal.out());
    return ExitCode.DONE;
  }
}
