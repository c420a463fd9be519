package firn.cli.nix;

import firn.cli.CommandException;
import firn.cli.Session;
import firn.cli.StoreUrls;
import firn.cli.Terminal;
import firn.store.StorePath;
import firn.store.build.BuildLogs;
import firn.store.cache.CacheWriter;
import firn.store.cache.Compression;
import firn.store.local.LocalStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nix store copy-log}. */
@Command(name = "copy-log", description = "Copy the logs of builds between stores and caches.")
final class NixCommandCopyLog extends InstallableAction {
  @Option(names = "--from", paramLabel = "STORE", description = "A store's folder, or a cache.")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "STORE", description = "A store's folder, or a cache.")
  @Nullable String to;

  NixCommandCopyLog(Terminal terminal) {
    super(terminal);
    derivations = true;
  }

  /** Takes a log to where it shall be. */
  private interface Keeper {
    void keep(StorePath derivation, InputStream log) throws IOException;
  }

  @Override
  int act(Session opened, List<StorePath> paths) throws IOException, InterruptedException {
    if (from == null && to == null) {
      throw new CommandException(NixExitCode.FAILED, "you must pass '--from' and/or '--to'", null);
    }
    if (to == null) {
      copy(opened.store(), paths, (path, log) -> BuildLogs.add(opened.store(), path, log));
    } else if (StoreUrls.isCache(to)) {
      CacheWriter cache = new CacheWriter(StoreUrls.folderOfCache(to), Compression.NONE, null);
      copy(opened.store(), paths, cache::addLog);
    } else {
      try (LocalStore target = StoreUrls.local(to)) {
        copy(opened.store(), paths, (path, log) -> BuildLogs.add(target, path, log));
      }
    }
    return NixExitCode.DONE;
  }

  private void copy(LocalStore own, List<StorePath> paths, Keeper keeper)
      throws IOException, InterruptedException {
    if (from == null || StoreUrls.isCache(from)) {
      copyAll(own, paths, keeper);
      return;
    }
    try (LocalStore source = StoreUrls.local(from)) {
      copyAll(source, paths, keeper);
    }
  }

  private void copyAll(LocalStore source, List<StorePath> paths, Keeper keeper)
      throws IOException, InterruptedException {
    for (StorePath path : paths) {
      Optional<InputStream> log =
          from != null && StoreUrls.isCache(from)
              ? StoreUrls.open(from).log(path)
              : BuildLogs.open(source, path);
      if (log.isEmpty()) {
        throw new CommandException(
            NixExitCode.FAILED, "build log for '" + path + "' not found", null);
      }
      try (InputStream in = log.get()) {
        keeper.keep(path, in);
      }
    }
  }
}
