package firn.cli.store;

import firn.cli.ExitCode;
import firn.cli.Json;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.store.query.ClosureDiff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firn store diff-closures}. */
@Command(
    name = "diff-closures",
    mixinStandardHelpOptions = true,
    description = "Show which packages two closures differ in.")
final class StoreDiffClosures extends StoreAction {
  @Parameters(index = "0", paramLabel = "BEFORE", description = "A path, and all it refers to.")
  String before = "";

  @Parameters(index = "1", paramLabel = "AFTER", description = "A path to compare with.")
  String after = "";

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  StoreDiffClosures(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(StoreSession session) {
    List<ClosureDiff.Change> changes =
        ClosureDiff.between(session.store(), session.path(before), session.path(after));
    if (!json) {
      changes.forEach(change -> terminal.print(ClosureDiff.line(change)));
      return ExitCode.DONE;
    }
    List<Map<String, Object>> documents = new ArrayList<>();
    for (ClosureDiff.Change change : changes) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("name", change.name());
      document.put("before", List.copyOf(change.before()));
      document.put("after", List.copyOf(change.after()));
      document.put("sizeDelta", change.sizeDelta());
      documents.add(document);
    }
    terminal.print(Json.pretty(documents));
    return ExitCode.DONE;
  }
}
