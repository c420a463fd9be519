package firn.cli.pkgs;

import firn.cli.ExitCode;
import firn.cli.Json;
import firn.cli.Terminal;
import firn.packages.LockUpdate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code firn pkgs update}. */
@Command(
    name = "update",
    description =
        "Pin the archive as it is now, and every package of the lock anew. Nothing else changes a pinned version.")
final class PkgsUpdate implements Callable<Integer> {
  @ParentCommand PkgsCommand parent;
  @Mixin PkgsOptions options;

  @Option(names = "--dry-run", description = "Only tell what would change.")
  boolean dryRun;

  @Override
  public Integer call() throws Exception {
    Terminal terminal = parent.firn.terminal();
    LockUpdate update = options.open(terminal).update(!dryRun);
    if (options.json) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("lock", options.lockFile().toString());
      report.put("changed", update.written());
      report.put("suites", PkgsReport.suites(update.lock()));
      report.put("packages", update.changes());
      terminal.print(Json.pretty(report));
      return ExitCode.DONE;
    }
    for (LockUpdate.Change change : update.changes()) {
      terminal.print(change.sentence());
    }
    String which =
        switch (update.changes().size()) {
          case 0 -> "no package changes";
          case 1 -> "one package changes";
          default -> update.changes().size() + " packages change";
        };
    terminal.say(
        which
            + (dryRun
                ? "; nothing was written"
                : update.written() ? "; written to " + options.lockFile() : ""));
    return ExitCode.DONE;
  }
}
