package firn.cli.pkgs;

import firn.cli.ExitCode;
import firn.cli.Json;
import firn.cli.Terminal;
import firn.packages.PackageSession;
import firn.packages.archive.Lock;
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

/** {@code firn pkgs lock}. */
@Command(
    name = "lock",
    description =
        "Pin the state of the archive, and packages with all they need. What is pinned already stays as it is.")
final class PkgsLock implements Callable<Integer> {
  @ParentCommand PkgsCommand parent;
  @Mixin PkgsOptions options;

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Packages, by Debian's names.")
  List<String> names = new ArrayList<>();

  @Option(
      names = "--system",
      paramLabel = "SYSTEM",
      description = "x86_64-linux or aarch64-linux; may be repeated. This machine's by default.")
  List<String> systems = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    PackageSession session = options.open(parent.firn.terminal());
    List<String> kinds = systems.isEmpty() ? List.of(PkgsOptions.machineSystem()) : systems;
    Map<String, List<String>> added = new LinkedHashMap<>();
    for (String system : kinds) {
      PackageSet set = session.set(system);
      List<String> before = List.copyOf(set.lock().of(set.architecture()).keySet());
      session.pin(system, names);
      List<String> news = new ArrayList<>(set.lock().of(set.architecture()).keySet());
      news.removeAll(before);
      added.put(set.architecture(), news);
    }
    boolean changed = session.saveSuites();
    report(session.lock(), added, changed);
    return ExitCode.DONE;
  }

  private void report(Lock lock, Map<String, List<String>> added, boolean changed) {
    Terminal terminal = parent.firn.terminal();
    if (options.json) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("lock", options.lockFile().toString());
      report.put("changed", changed);
      report.put("suites", PkgsReport.suites(lock));
      report.put("added", added);
      terminal.print(Json.pretty(report));
      return;
    }
    added.forEach((architecture, names) -> {
      for (String name : names) {
        var locked = lock.of(architecture).get(name);
        terminal.print(
            name + " " + (locked == null ? "" : locked.version()) + " (" + architecture + ")");
      }
    });
    terminal.say(
        changed ? "pinned in " + options.lockFile() : options.lockFile() + " is as it was");
  }
}
