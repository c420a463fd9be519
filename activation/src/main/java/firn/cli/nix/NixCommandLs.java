package firn.cli.nix;

import firn.cli.BuildOptions;
import firn.cli.CommandException;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.cli.store.Listing;
import firn.cli.store.ListingOptions;
import firn.cli.store.ObjectFile;
import firn.store.posix.Posix;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code nix store ls}. */
@Command(name = "ls", description = "List what a path of the store holds.")
final class NixCommandLs implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin BuildOptions options;

  @Mixin ListingOptions listed;

  @Option(
      names = {"-d", "--directory"},
      description = "Folders themselves, not what they hold.")
  boolean directory;

  NixCommandLs(Terminal terminal) {
    this.terminal = terminal;
    this.options = new BuildOptions();
    this.listed = new ListingOptions();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (listed.json && directory) {
      throw new CommandException(
          NixExitCode.FAILED, "'--directory' is useless with '--json'", null);
    }
    try (StoreSession session = StoreSession.open(options, terminal)) {
      ObjectFile.with(session, listed.path, this::print);
    }
    return NixExitCode.DONE;
  }

  private void print(String file) throws IOException {
    Listing listing = new Listing(file);
    if (listed.json) {
      terminal.out().writeBytes(new JsonMapper().writeValueAsBytes(listing.json(listed.recursive)));
    } else if (directory && Posix.status(file).isDirectory()) {
      terminal.print(listed.longer ? "dr-xr-xr-x %20d .".formatted(0) : ".");
    } else {
      listing.lines(listed.longer, listed.recursive).forEach(terminal::print);
    }
  }
}
