package firn.cli.pkgs;

import firn.cli.ExitCode;
import firn.cli.Json;
import firn.cli.Terminal;
import firn.packages.PackageSession;
import firn.packages.archive.ArchivePackage;
import firn.packages.archive.NearNames;
import firn.packages.archive.PackageSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn pkgs search}. */
@Command(
    name = "search",
    description = "List the packages whose name or description has every word.")
final class PkgsSearch implements Callable<Integer> {
  private static final int WIDTH = 100;

  @ParentCommand PkgsCommand parent;
  @Mixin PkgsOptions options;

  @Parameters(paramLabel = "WORD", arity = "1..*", description = "What to look for.")
  List<String> words = new ArrayList<>();

  @Option(
      names = "--system",
      paramLabel = "SYSTEM",
      description = "x86_64-linux or aarch64-linux; this machine's by default.")
  String system = PkgsOptions.machineSystem();

  @Override
  public Integer call() throws Exception {
    Terminal terminal = parent.firn.terminal();
    PackageSession session = options.open(terminal);
    List<ArchivePackage> found = session.search(system, words);
    if (options.json) {
      terminal.print(Json.pretty(found.stream().map(PkgsSearch::entry).toList()));
      return ExitCode.DONE;
    }
    for (ArchivePackage each : found) {
      String line = each.name() + " " + each.version() + " - " + each.description();
      terminal.print(
          terminal.outIsTerminal() && line.length() > WIDTH ? line.substring(0, WIDTH) : line);
    }
    if (found.isEmpty()) {
      PackageSet set = session.set(system);
      terminal.say("nothing in " + set.suiteNames() + " has " + String.join(" and ", words));
      List<String> near =
          words.size() == 1 ? NearNames.of(words.getFirst(), set.names()) : List.of();
      if (!near.isEmpty()) {
        terminal.say("       Did you mean " + String.join(", ", near) + "?");
      }
    }
    return ExitCode.DONE;
  }

  private static Map<String, Object> entry(ArchivePackage found) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", found.name());
    entry.put("version", found.version());
    entry.put("suite", found.suite());
    entry.put("section", found.section());
    entry.put("description", found.description());
    return entry;
  }
}
