package firn.cli.nix;

import firn.cli.CommandException;
import firn.cli.Session;
import firn.cli.Terminal;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.cache.Substituters;
import firn.store.cache.TrustedKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nix store copy-sigs}. */
@Command(name = "copy-sigs", description = "Take signatures of paths over from caches.")
final class NixCommandCopySignatures extends InstallableAction {
  @Option(
      names = {"-s", "--substituter"},
      paramLabel = "CACHE",
      description = "A cache to ask; may be given again.")
  List<String> caches = new ArrayList<>();

  NixCommandCopySignatures(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(Session opened, List<StorePath> paths) throws InterruptedException {
    if (caches.isEmpty()) {
      throw new CommandException(
          NixExitCode.FAILED, "you must specify at least one substituter using '-s'", null);
    }
    int imported = 0;
    for (StorePath path : paths) {
      PathInfo info =
          opened
              .store()
              .query(path)
              .orElseThrow(() -> new StoreException("path '" + path + "' is not valid"));
      SortedSet<String> all = new TreeSet<>(info.signatures());
      all.addAll(elsewhere(caches, info, terminal));
      if (all.size() > info.signatures().size()) {
        imported += all.size() - info.signatures().size();
        opened.store().update(info.withSignatures(all));
      }
    }
    terminal.say("imported " + imported + " signatures");
    return NixExitCode.DONE;
  }

  /** The signatures that caches have of a path, where they mean the same contents by it. */
  static SortedSet<String> elsewhere(List<String> caches, PathInfo info, Terminal terminal)
      throws InterruptedException {
    SortedSet<String> found = new TreeSet<>();
    for (String cache : caches) {
      new Substituters(List.of(cache), new TrustedKeys(List.of()), false, terminal::warn)
          .query(info.path())
          .filter(other ->
              other.narHash().equals(info.narHash())
                  && other.narSize() == info.narSize()
                  && other.references().equals(info.references()))
          .ifPresent(other -> found.addAll(other.signatures()));
    }
    return found;
  }
}
