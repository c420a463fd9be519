package firn.cli.flake;

import firn.cli.ExitCode;
import firn.cli.FlakeOptions;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.Terminal;
import firn.eval.fetch.Input;
import firn.eval.flake.Flake;
import firn.eval.flake.FlakeRef;
import firn.eval.flake.LockedFlake;
import firn.eval.value.Bytes;
import firn.store.HashAlgorithm;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code firn flake metadata}. */
@Command(
    name = "metadata",
    aliases = "info",
    description = "Say where a flake comes from, which version it is, and what its inputs are.")
final class FlakeMetadata implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  @ParentCommand FlakeCommand flakeCommand;
  @Mixin SessionOptions session;
  @Mixin FlakeOptions options;

  @Parameters(paramLabel = "FLAKE", arity = "0..1", description = "This folder's by default.")
  String flake = ".";

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  public Integer call() {
    try (Session opened = new Session(session, flakeCommand.terminal(), false)) {
      opened.forFlakes();
      LockedFlake locked =
          opened
              .evaluator()
              .run(() -> opened.flakes().lock(FlakeOptions.ref(flake), options.flags(session)));
      Terminal terminal = flakeCommand.terminal();
      if (json) {
        terminal.print(JSON.writeValueAsString(described(locked)));
      } else {
        print(terminal, locked);
      }
    }
    return ExitCode.DONE;
  }

  private static ObjectNode described(LockedFlake locked) {
    Flake flake = locked.flake();
    Input input = flake.locked().input();
    ObjectNode out = JSON.createObjectNode();
    flake.description().ifPresent(text -> out.put("description", Bytes.toUnicode(text)));
    input.attributes().text("dirtyRev").ifPresent(rev -> out.put("dirtyRevision", rev));
    if (input.isLocked()) {
      String print = flake.tree().path() + ";" + flake.locked().directory() + ";";
      out.put("fingerprint", HashAlgorithm.SHA256.hash(print + locked.lockFile().text()).base16());
    }
    input.lastModified().ifPresent(seconds -> out.put("lastModified", seconds));
    out.set("locked", flake.locked().attributes().toJson());
    out.set("locks", locked.lockFile().toJson());
    out.set("original", flake.original().attributes().toJson());
    out.put("originalUrl", text(flake.original()));
    out.put("path", flake.tree().path().toString());
    out.set("resolved", flake.resolved().attributes().toJson());
    out.put("resolvedUrl", text(flake.resolved()));
    input.revCount().ifPresent(count -> out.put("revCount", count));
    input.rev().ifPresent(rev -> out.put("revision", rev));
    out.put("url", text(flake.locked()));
    return out;
  }

  private static String text(FlakeRef ref) {
    return Bytes.toUnicode(ref.toString());
  }

  private static void print(Terminal terminal, LockedFlake locked) {
    Flake flake = locked.flake();
    Input input = flake.locked().input();
    line(terminal, "Resolved URL:", Optional.of(text(flake.resolved())));
    line(terminal, "Locked URL:", Optional.of(text(flake.locked())));
    line(terminal, "Description:", flake.description().map(Bytes::toUnicode));
    line(terminal, "Path:", Optional.of(flake.tree().path().toString()));
    line(terminal, "Revision:", input.rev().or(() -> input.attributes().text("dirtyRev")));
    line(terminal, "Revisions:", input.revCount().map(Object::toString));
    line(terminal, "Last modified:", input.lastModified().map(FlakeMetadata::time));
    JsonNode json = locked.lockFile().toJson();
    if (!json.path("nodes").path("root").path("inputs").isEmpty()) {
      terminal.print("Inputs:");
      inputs(terminal, json, "root", "");
    }
  }

  private static void line(Terminal terminal, String title, Optional<String> value) {
    value.ifPresent(text -> terminal.print(title + " ".repeat(15 - title.length()) + text));
  }

  private static String time(long seconds) {
    return TIME.withZone(ZoneId.systemDefault()).format(Instant.ofEpochSecond(seconds));
  }

  /** The inputs of a node of the lock file, as a tree of lines. */
  private static void inputs(Terminal terminal, JsonNode json, String key, String indent) {
    var inputs = json.path("nodes").path(key).path("inputs").properties().iterator();
    while (inputs.hasNext()) {
      Map.Entry<String, JsonNode> input = inputs.next();
      boolean last = !inputs.hasNext();
      String start = indent + (last ? "└───" : "├───") + input.getKey();
      if (input.getValue().isArray()) {
        StringBuilder path = new StringBuilder();
        input
            .getValue()
            .forEach(part -> path.append(path.isEmpty() ? "" : "/").append(part.asString()));
        terminal.print(start + " follows input '" + path + "'");
        continue;
      }
      String node = input.getValue().asString();
      FlakeRef ref =
          FlakeRef.of(
              firn.eval.fetch.FetchAttributes.of(json.path("nodes").path(node).path("locked")));
      String when = ref.input().lastModified().map(t -> " (" + time(t) + ")").orElse("");
      terminal.print(start + ": " + text(ref) + when);
      inputs(terminal, json, node, indent + (last ? "    " : "│   "));
    }
  }
}
