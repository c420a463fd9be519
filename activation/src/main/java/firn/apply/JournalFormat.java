package firn.apply;

import firn.apply.JournalRecord.Place;
import firn.apply.JournalRecord.Prior;
import firn.machine.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Journal records as lines of JSON, and back. */
final class JournalFormat {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JournalFormat() {}

  static byte[] write(JournalRecord entry) {
    return (JSON.writeValueAsString(data(entry)) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, @Nullable Object> data(JournalRecord entry) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    switch (entry) {
      case JournalRecord.Open open -> {
        out.put("record", "open");
        out.put("before", open.before());
        out.put("after", open.after());
        Map<String, Object> places = new LinkedHashMap<>();
        open.places()
            .forEach((where, place) ->
                places.put(
                    where,
                    List.of(place.around(), place.container(), place.stateDir(), place.unit())));
        out.put("places", places);
        out.put("ending", open.ending().kind().name());
        out.put("profile", open.ending().profile());
        out.put("generation", open.ending().generation());
        out.put("run", open.run());
      }
      case JournalRecord.Paths paths -> {
        out.put("record", "paths");
        out.put("where", paths.where());
        List<Object> priors = new ArrayList<>();
        for (Prior prior : paths.priors()) {
          Map<String, @Nullable Object> fields = new LinkedHashMap<>();
          fields.put("path", prior.path());
          if (prior.movedTo() != null) {
            fields.put("movedTo", prior.movedTo());
          }
          if (prior.entry() != null) {
            fields.put("entry", entryData(prior.entry()));
          }
          priors.add(fields);
        }
        out.put("priors", priors);
      }
      case JournalRecord.Job job -> {
        out.put("record", "job");
        out.put("where", job.where());
        out.put("verb", job.verb());
        out.put("units", job.units());
      }
      case JournalRecord.Script script -> {
        out.put("record", "script");
        out.put("where", script.where());
        out.put("before", script.before());
        out.put("after", script.after());
      }
      case JournalRecord.Trial trial -> {
        out.put("record", "trial");
        out.put("until", trial.until());
      }
      case JournalRecord.Commit commit -> out.put("record", "commit");
      case JournalRecord.Undo undo -> {
        out.put("record", "undo");
        out.put("reason", undo.reason());
      }
    }
    return out;
  }

  private static Map<String, Object> entryData(Entry entry) {
    Map<String, Object> out = new LinkedHashMap<>();
    switch (entry) {
      case Entry.Absent absent -> out.put("type", "absent");
      case Entry.Special special -> out.put("type", "special");
      case Entry.Link link -> {
        out.put("type", "link");
        out.put("target", link.target());
      }
      case Entry.Folder folder -> {
        out.put("type", "folder");
        out.put("owner", List.of(folder.mode(), folder.uid(), folder.gid()));
      }
      case Entry.Regular regular -> {
        out.put("type", "file");
        out.put("owner", List.of(regular.mode(), regular.uid(), regular.gid()));
        out.put("content", Base64.getEncoder().encodeToString(regular.content()));
      }
    }
    return out;
  }

  /**
   * Reads a journal. A last line cut short by a crash was not flushed, so what it announces was not
   * begun: it is left out.
   */
  static List<JournalRecord> read(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    List<JournalRecord> out = new ArrayList<>();
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      try {
        out.add(record(JSON.readTree(text.substring(from, end))));
      } catch (JacksonException | NullPointerException e) {
        throw new ActivationException(
            "the journal at " + Journal.PATH + " is damaged at its line " + (out.size() + 1), e);
      }
      from = end + 1;
    }
    return out;
  }

  private static JournalRecord record(JsonNode node) {
    String type = node.get("record").stringValue();
    return switch (type) {
      case "open" -> {
        Map<String, Place> places = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> place : node.get("places").properties()) {
          JsonNode of = place.getValue();
          places.put(
              place.getKey(),
              new Place(
                  of.get(0).stringValue(),
                  of.get(1).stringValue(),
                  of.get(2).stringValue(),
                  of.get(3).stringValue()));
        }
        JsonNode generation = node.get("generation");
        yield new JournalRecord.Open(
            textOrNull(node.get("before")),
            textOrNull(node.get("after")),
            places,
            new Ending(
                Ending.Kind.valueOf(node.get("ending").stringValue()),
                node.get("profile").stringValue(),
                generation.isNull() ? null : generation.intValue()),
            textOrNull(node.get("run")));
      }
      case "paths" -> {
        List<Prior> priors = new ArrayList<>();
        for (JsonNode prior : node.get("priors")) {
          JsonNode entry = prior.get("entry");
          priors.add(
              new Prior(
                  prior.get("path").stringValue(),
                  entry == null ? null : entry(entry),
                  textOrNull(prior.get("movedTo"))));
        }
        yield new JournalRecord.Paths(node.get("where").stringValue(), priors);
      }
      case "job" -> {
        Map<String, Boolean> units = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> unit : node.get("units").properties()) {
          units.put(unit.getKey(), unit.getValue().booleanValue());
        }
        yield new JournalRecord.Job(
            node.get("where").stringValue(), node.get("verb").stringValue(), units);
      }
      case "script" ->
          new JournalRecord.Script(
              node.get("where").stringValue(),
              textOrNull(node.get("before")),
              node.get("after").stringValue());
      case "trial" -> new JournalRecord.Trial(node.get("until").longValue());
      case "commit" -> new JournalRecord.Commit();
      case "undo" -> new JournalRecord.Undo(node.get("reason").stringValue());
      default ->
          throw new ActivationException(
              "the journal at " + Journal.PATH + " was written by a newer Firn: " + type);
    };
  }

  private static @Nullable String textOrNull(@Nullable JsonNode node) {
    return node == null || node.isNull() ? null : node.stringValue();
  }

  private static Entry entry(JsonNode node) {
    JsonNode owner = node.get("owner");
    return switch (node.get("type").stringValue()) {
      case "link" -> new Entry.Link(node.get("target").stringValue());
      case "folder" ->
          new Entry.Folder(
              owner.get(0).intValue(), owner.get(1).intValue(), owner.get(2).intValue());
      case "file" ->
          new Entry.Regular(
              Base64.getDecoder().decode(node.get("content").stringValue()),
              owner.get(0).intValue(),
              owner.get(1).intValue(),
              owner.get(2).intValue());
      case "special" -> new Entry.Special();
      default -> Entry.ABSENT;
    };
  }
}
