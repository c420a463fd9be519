package firn.cli.nix;

import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.Terminal;
import firn.cli.store.PathInfoTable;
import firn.store.StorePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nix path-info}. */
@Command(name = "path-info", description = "Show what the store knows of paths.")
final class NixCommandPathInfo implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin SessionOptions session;
  @Mixin Installables installables;

  @Option(
      names = {"-r", "--recursive"},
      description = "All they refer to, too.")
  boolean recursive;

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

  @Option(names = "--all", description = "All valid paths.")
  boolean all;

  @Option(names = "--derivation", description = "The derivations, not their outputs.")
  boolean derivations;

  NixCommandPathInfo(Terminal terminal) {
    this.terminal = terminal;
    this.session = new SessionOptions();
    this.installables = new Installables();
  }

  @Override
  public Integer call() {
    try (Session opened = new Session(session, terminal, true)) {
      List<StorePath> chosen = new ArrayList<>();
      if (all) {
        chosen.addAll(opened.store().validPaths());
      } else {
        Installables.Resolved what = installables.resolve(opened, session);
        chosen.addAll(what.paths());
        what.found()
            .forEach(one ->
                chosen.add(
                    derivations
                        ? one.derivation()
                        : opened
                            .store()
                            .readDerivation(one.derivation())
                            .outputPath(one.output())));
      }
      PathInfoTable table = new PathInfoTable(opened.store(), size, closureSize, human, signatures);
      Collection<StorePath> shown = recursive ? opened.store().closure(chosen) : chosen;
      if (json) {
        terminal.print(table.json(shown));
      } else {
        table.lines(shown).forEach(terminal::print);
      }
    }
    return NixExitCode.DONE;
  }
}
