package firn.cli.store;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firn store copy}. */
@Command(
    name = "copy",
    mixinStandardHelpOptions = true,
    description = "Copy paths, and all they refer to, from or to another store or a binary cache.")
final class StoreCopyAction extends StoreAction {
  @Option(
      names = "--from",
      paramLabel = "STORE",
      description = "A store's folder, or a cache: file:, http: or https:.")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "STORE",
      description =
          "A store's folder, or file:FOLDER?compression=xz|zstd|bzip2|none&secret-key=FILE.")
  @Nullable String to;

  @Option(names = "--no-check-sigs", description = "Want no signatures.")
  boolean noCheckSignatures;

  @Option(names = "--no-recursive", description = "Only these, not what they refer to.")
  boolean alone;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Paths to copy.")
  List<String> paths = new ArrayList<>();

  StoreCopyAction(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(StoreSession session) throws InterruptedException {
    if ((from == null) == (to == null)) {
      throw new CommandException(
          ExitCode.USAGE, "copy from where, to where?", "give --from or --to");
    }
    Transfer transfer = new Transfer(session, terminal, !noCheckSignatures, !alone);
    int copied = from != null ? transfer.from(from, paths) : transfer.to(to, paths);
    terminal.say(copied + (copied == 1 ? " path" : " paths") + " copied");
    return ExitCode.DONE;
  }
}
