package firn.cli.store;

import firn.cli.ExitCode;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.store.ContentAddress;
import firn.store.HashAlgorithm;
import firn.store.SourceFilter;
import firn.store.SourceTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firn store add}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = "Add files or folders to the store.")
final class StoreAdd extends StoreAction {
  @Option(
      names = {"-n", "--name"},
      paramLabel = "NAME",
      description = "The name in the store, if not the file's own.")
  @Nullable String name;

  @Option(names = "--flat", description = "Address by the bytes of the file, not by its archive.")
  boolean flat;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files or folders.")
  List<Path> files = new ArrayList<>();

  StoreAdd(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(StoreSession session) {
    for (Path file : files) {
      String own = String.valueOf(file.toAbsolutePath().normalize().getFileName());
      SourceTree source =
          new SourceTree(
              name == null ? own : name,
              file,
              flat ? ContentAddress.Method.FLAT : ContentAddress.Method.RECURSIVE,
              HashAlgorithm.SHA256,
              SourceFilter.ALL);
      terminal.print(session.store().addSource(source).toString());
    }
    return ExitCode.DONE;
  }
}
