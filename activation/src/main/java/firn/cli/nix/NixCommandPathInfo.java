package firn.cli.nix;

import firn.cli.Session;
import firn.cli.Terminal;
import firn.store.StorePath;
import firn.store.cache.CacheReader;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nix path-info}. */
@Command(name = "path-info", description = "Show what the store knows of paths.")
final class NixCommandPathInfo extends InstallableAction {
  @Option(
      names = {"-s", "--size"},
      description = "The size of each.")
  boolean size;

  @Option(
      names = {"-S", "--closure-size"},
      description = "The size of each with all it refers to.")
  boolean closureSize;

  @Option(
      names = {"-h", "--human-readable"},
      description = "Sizes for people.")
  boolean human;

  @Option(names = "--sigs", description = "The signatures of each.")
  boolean signatures;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  NixCommandPathInfo(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(Session opened, List<StorePath> paths) throws IOException, InterruptedException {
    return print(NixPathInfos.Knowledge.of(opened.store()), paths);
  }

  @Override
  int look(CacheReader cache, List<StorePath> paths) throws IOException, InterruptedException {
    return print(NixPathInfos.Knowledge.of(cache), paths);
  }

  private int print(NixPathInfos.Knowledge known, List<StorePath> paths)
      throws IOException, InterruptedException {
    NixPathInfos infos = new NixPathInfos(known, size, closureSize, human, signatures);
    if (json) {
      terminal.out().print(infos.json(new TreeSet<>(paths)));
    } else {
      infos.lines(paths).forEach(terminal::print);
    }
    return NixExitCode.DONE;
  }
}
