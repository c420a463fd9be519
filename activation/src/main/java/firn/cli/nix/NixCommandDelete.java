package firn.cli.nix;

import firn.cli.Session;
import firn.cli.Terminal;
import firn.store.StorePath;
import firn.store.local.GarbageCollector;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Command;

/** {@code nix store delete}. */
@Command(name = "delete", description = "Delete paths that nothing uses.")
final class NixCommandDelete extends InstallableAction {
  NixCommandDelete(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(Session opened, List<StorePath> paths) {
    StoreUpkeep.delete(
        new GarbageCollector(opened.store(), opened.stores().settings().garbagePolicy()),
        new TreeSet<>(paths),
        terminal);
    return NixExitCode.DONE;
  }
}
