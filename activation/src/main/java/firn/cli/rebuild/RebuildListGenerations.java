package firn.cli.rebuild;

import firn.apply.Generations;
import firn.apply.Generations.Generation;
import firn.cli.ExitCode;
import firn.cli.Json;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.Terminal;
import firn.machine.HostMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code firn rebuild list-generations}; the columns and JSON fields are nixos-rebuild's. */
@Command(name = "list-generations", description = "List the generations of this machine's system.")
final class RebuildListGenerations implements Callable<Integer> {
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  @ParentCommand RebuildCommand rebuild;
  @Mixin SessionOptions options;
  @Mixin ActivationOptions activation;

  @Option(names = "--json", description = "Print them as JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = rebuild.terminal();
    if (!activation.isHere() && options.store == null) {
      options.store = activation.root;
    }
    try (Session session = new Session(options, terminal, false);
        HostMachine host = HostMachine.at(activation.root)) {
      Function<String, Path> store = HostSwitch.resolver(session.store());
      Generations generations = new Generations(host.files(), activation.profilePath());
      Integer current = generations.currentNumber();
      List<Map<String, @Nullable Object>> rows = new ArrayList<>();
      for (Generation generation : generations.list().reversed()) {
        rows.add(row(generation, current, store));
      }
      if (json) {
        terminal.print(Json.pretty(rows));
      } else {
        print(terminal, rows);
      }
    }
    return ExitCode.DONE;
  }

  private static Map<String, @Nullable Object> row(
      Generation generation, @Nullable Integer current, Function<String, Path> store)
      throws IOException {
    Path system = store.apply(generation.system());
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("generation", generation.number());
    row.put("date", DATE.format(generation.made().atZone(ZoneId.systemDefault())));
    Path version = system.resolve("nixos-version");
    row.put("nixosVersion", Files.exists(version) ? Files.readString(version).strip() : "");
    row.put("kernelVersion", System.getProperty("os.version", ""));
    row.put("configurationRevision", "");
    row.put("specialisations", Specialisation.names(system.resolve("specialisation")));
    row.put("current", current != null && current == generation.number());
    return row;
  }

  private static void print(Terminal terminal, List<Map<String, @Nullable Object>> rows) {
    String format = "%-12s %-20s %-28s %s";
    terminal.print(format.formatted("Generation", "Build-date", "NixOS version", "Specialisation"));
    for (Map<String, @Nullable Object> row : rows) {
      boolean current = Boolean.TRUE.equals(row.get("current"));
      Object names = row.get("specialisations");
      terminal.print(
          format
              .formatted(
                  row.get("generation") + (current ? " current" : ""),
                  row.get("date"),
                  row.get("nixosVersion"),
                  names instanceof List<?> list && !list.isEmpty() ? list.toString() : "")
              .stripTrailing());
    }
  }
}
