package firn.cli.nix;

import firn.cli.CommandException;
import firn.cli.Session;
import firn.cli.Terminal;
import firn.store.StorePath;
import firn.store.cache.CacheReader;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code nix store dump-path}. */
@Command(name = "dump-path", description = "Write the archive of a store path.")
final class NixCommandDumpPath extends InstallableAction {
  NixCommandDumpPath(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(Session opened, List<StorePath> paths) throws IOException {
    opened.store().writeNar(one(paths), terminal.out());
    return NixExitCode.DONE;
  }

  @Override
  int look(CacheReader cache, List<StorePath> paths) throws IOException, InterruptedException {
    cache.writeNar(one(paths), terminal.out());
    return NixExitCode.DONE;
  }

  private static StorePath one(List<StorePath> paths) {
    if (paths.size() != 1) {
      throw new CommandException(
          NixExitCode.FAILED, "this command requires exactly one store path", null);
    }
    return paths.getFirst();
  }
}
