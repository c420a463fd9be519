package firn.cli.nix;

import firn.cli.BuildOptions;
import firn.cli.CommandException;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.cli.store.Listing;
import firn.cli.store.ObjectFile;
import firn.store.posix.Posix;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code nix store ls}. */
@Command(name = "ls", description = "List what a path of the store holds.")
final class NixCommandLs implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin BuildOptions options;

  @Option(
      names = {"-l", "--long"},
      description = "Modes and sizes, too.")
  boolean longer;

  @Option(
      names = {"-R", "--recursive"},
      description = "All that is below, too.")
  boolean recursive;

  @Option(
      names = {"-d", "--directory"},
      description = "Folders themselves, not what they hold.")
  boolean directory;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Parameters(paramLabel = "PATH", description = "A path in the store, or below one.")
  String path = "";

  NixCommandLs(Terminal terminal) {
    this.terminal = terminal;
    this.options = new BuildOptions();
  }

  @Override
  public Integer call() throws IOException {
    if (json && directory) {
      throw new CommandException(
          NixExitCode.FAILED, "'--directory' is useless with '--json'", null);
    }
    try (StoreSession session = StoreSession.open(options, terminal)) {
      String file = ObjectFile.in(session, path);
      Listing listing = new Listing(file);
      if (json) {
        terminal.out().writeBytes(new JsonMapper().writeValueAsBytes(listing.json(recursive)));
      } else if (directory && Posix.status(file).isDirectory()) {
        terminal.print(longer ? "dr-xr-xr-x %20d .".formatted(0) : ".");
      } else {
        listing.lines(longer, recursive).forEach(terminal::print);
      }
    }
    return NixExitCode.DONE;
  }
}
