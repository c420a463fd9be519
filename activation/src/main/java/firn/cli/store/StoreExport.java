package firn.cli.store;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.store.StorePath;
import firn.store.transfer.ExportStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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

  @Option(
      names = "--stdin",
      description = "Read paths from standard input, a line each: more than an argument can hold.")
  boolean fromInput;

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "Paths to write.")
  List<String> paths = new ArrayList<>();

  StoreExport(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(StoreSession session) throws IOException {
    List<String> given = new ArrayList<>(paths);
    if (fromInput) {
      try (InputStream in = new FileInputStream(FileDescriptor.in)) {
        new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).lines().forEach(given::add);
      }
    }
    if (given.isEmpty()) {
      throw new CommandException(ExitCode.USAGE, "export what?", "name paths, or give --stdin");
    }
    List<StorePath> named = given.stream().map(session::path).toList();
    Collection<StorePath> all = alone ? named : session.store().closure(named);
    ExportStream.write(session.store(), all, terminal.out());
    return ExitCode.DONE;
  }
}
