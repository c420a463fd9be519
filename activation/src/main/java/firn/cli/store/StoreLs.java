package firn.cli.store;

import firn.cli.ExitCode;
import firn.cli.Json;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code firn store ls}. */
@Command(
    name = "ls",
    mixinStandardHelpOptions = true,
    description = "List what a path of the store holds.")
final class StoreLs extends StoreAction {
  @Mixin ListingOptions listed;

  StoreLs(Terminal terminal) {
    super(terminal);
    this.listed = new ListingOptions();
  }

  @Override
  int act(StoreSession session) throws IOException, InterruptedException {
    ObjectFile.with(
        session,
        listed.path,
        file -> {
          Listing listing = new Listing(file);
          if (listed.json) {
            terminal.print(Json.pretty(listing.json(listed.recursive)));
          } else {
            listing.lines(listed.longer, listed.recursive).forEach(terminal::print);
          }
        });
    return ExitCode.DONE;
  }
}
