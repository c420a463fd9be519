package firn.cli.pkgs;

import firn.cli.ExitCode;
import firn.cli.Json;
import firn.packages.PackageSession;
import firn.packages.archive.ArchivePackage;
import firn.packages.archive.LockedPackage;
import firn.packages.archive.PackageSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn pkgs show}. */
@Command(
    name = "show",
    description =
        "Tell of a package: its versions by suite, which one is chosen and which one is pinned, what it needs.")
final class PkgsShow implements Callable<Integer> {
  @ParentCommand PkgsCommand parent;
  @Mixin PkgsOptions options;

  @Parameters(paramLabel = "NAME", description = "A package, by Debian's name.")
  String name = "";

  @Option(
      names = "--system",
      paramLabel = "SYSTEM",
      description = "x86_64-linux or aarch64-linux; this machine's by default.")
  String system = PkgsOptions.machineSystem();

  @Override
  public Integer call() throws Exception {
    PackageSession session = options.open(parent.firn.terminal());
    PackageSet set = session.set(system);
    LockedPackage locked = session.lock().of(set.architecture()).get(name);
    List<ArchivePackage> candidates = set.candidates(name);
    if (candidates.isEmpty()) {
      // Says which names come near.
      set.get(name);
    }
    ArchivePackage chosen = candidates.getFirst();
    List<String> depends = set.depends(chosen);
    if (options.json) {
      parent.firn.terminal().print(Json.pretty(report(chosen, locked, candidates, depends)));
    } else {
      print(chosen, locked, candidates, depends);
    }
    return ExitCode.DONE;
  }

  private static Map<String, Object> report(
      ArchivePackage chosen,
      @Nullable LockedPackage locked,
      List<ArchivePackage> candidates,
      List<String> depends) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("name", chosen.name());
    report.put("version", chosen.version());
    report.put("description", chosen.description());
    report.put("homepage", chosen.homepage());
    report.put("section", chosen.section());
    report.put("locked", locked == null ? null : locked.version());
    report.put("depends", depends);
    report.put("candidates", candidates.stream().map(PkgsReport::candidate).toList());
    return report;
  }

  private void print(
      ArchivePackage chosen,
      @Nullable LockedPackage locked,
      List<ArchivePackage> candidates,
      List<String> depends) {
    List<String> lines = new ArrayList<>();
    lines.add(chosen.name() + " - " + chosen.description());
    for (ArchivePackage each : candidates) {
      lines.add(
          "  %s %s (%s, priority %d, %,d bytes)"
              .formatted(
                  each == chosen ? "*" : " ",
                  each.version(),
                  each.suite(),
                  each.suitePriority(),
                  each.size()));
    }
    if (locked != null) {
      lines.add("Pinned: " + locked.version());
    }
    if (!chosen.homepage().isEmpty()) {
      lines.add("Home page: " + chosen.homepage());
    }
    lines.add("Section: " + chosen.section());
    lines.add("Needs: " + (depends.isEmpty() ? "nothing" : String.join(" ", depends)));
    lines.forEach(parent.firn.terminal()::print);
  }
}
