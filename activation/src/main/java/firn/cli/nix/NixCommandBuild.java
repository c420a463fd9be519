package firn.cli.nix;

import firn.cli.Json;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.Terminal;
import firn.store.Derivation;
import firn.store.StorePath;
import firn.store.local.Roots;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nix build}. */
@Command(
    name = "build",
    mixinStandardHelpOptions = true,
    description = "Build derivations, or fetch store paths, and link to the results.")
final class NixCommandBuild implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin SessionOptions session;
  @Mixin Installables installables;

  @Option(
      names = {"-o", "--out-link"},
      paramLabel = "PATH",
      description = "Where to put the link (${DEFAULT-VALUE}).")
  Path link = Path.of("result");

  @Option(names = "--no-link", description = "Make no link.")
  boolean noLink;

  @Option(names = "--dry-run", description = "Only list what would be done.")
  boolean dryRun;

  @Option(names = "--print-out-paths", description = "Print the outputs.")
  boolean printPaths;

  @Option(names = "--json", description = "Print derivations and outputs as JSON.")
  boolean json;

  NixCommandBuild(Terminal terminal) {
    this.terminal = terminal;
    this.session = new SessionOptions();
    this.installables = new Installables();
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Session opened = new Session(session, terminal, true)) {
      Installables.Resolved what = installables.resolve(opened, session);
      if (dryRun) {
        DryRun.tell(terminal, opened.realiser().planned(BuiltLinks.wanted(what.found())));
        return NixExitCode.DONE;
      }
      BuiltLinks links = new BuiltLinks(opened, noLink ? null : link);
      List<StorePath> outputs = new ArrayList<>(links.build(what.found()));
      opened.realiser().ensure(what.paths());
      for (StorePath path : what.paths()) {
        outputs.add(path);
        if (!noLink) {
          String suffix = outputs.size() == 1 ? "" : "-" + outputs.size();
          new Roots(opened.store().layout()).add(Path.of(link + suffix), path);
        }
      }
      if (json) {
        terminal.print(Json.pretty(documents(opened, what)));
      } else if (printPaths) {
        outputs.forEach(path -> terminal.print(path.toString()));
      }
    }
    return NixExitCode.DONE;
  }

  private static List<Map<String, Object>> documents(Session opened, Installables.Resolved what) {
    List<Map<String, Object>> all = new ArrayList<>();
    what.found()
        .forEach(one -> {
          Derivation drv = opened.store().readDerivation(one.derivation());
          Map<String, Object> outputs =
              new TreeMap<>(Map.of(one.output(), drv.outputPath(one.output()).toString()));
          all.add(
              new TreeMap<>(Map.of("drvPath", one.derivation().toString(), "outputs", outputs)));
        });
    what.paths().forEach(path -> all.add(Map.of("path", path.toString())));
    return all;
  }
}
