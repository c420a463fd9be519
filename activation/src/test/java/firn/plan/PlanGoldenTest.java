package firn.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import firn.manifest.LoadedSystem;
import firn.systemd.UnitState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plans of systems written by hand. A case is a folder of {@code testdata/activation}: the
 * manifests {@code old.json} and {@code new.json} (one may be absent), those of containers beside
 * them, the units they name in {@code units}, the machine in {@code live.json}, and the plan in
 * words, as JSON and as nixos-rebuild says it. {@code -Dfirn.goldens.rewrite=true} writes the
 * plans, and still fails.
 */
final class PlanGoldenTest {
  private static final Path HOME = Path.of(System.getProperty("firn.home", ".."));
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
          .build();

  @TestFactory
  List<DynamicTest> plansAreAsWritten() throws IOException {
    try (Stream<Path> cases = Files.list(HOME.resolve("testdata/activation"))) {
      return cases
          .filter(folder -> Files.exists(folder.resolve("live.json")))
          .sorted()
          .map(
              folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> run(folder)))
          .toList();
    }
  }

  private static void run(Path folder) throws IOException {
    Function<String, Path> store =
        logical -> {
          String name = logical.substring("/nix/store/".length());
          return name.endsWith("/manifest.json")
              ? folder.resolve(name.replace("/manifest.json", ".json"))
              : folder.resolve("units").resolve(name);
        };
    LoadedSystem before =
        Files.exists(folder.resolve("old.json"))
            ? LoadedSystem.read("/nix/store/old", store)
            : LoadedSystem.nothing("");
    LoadedSystem after = LoadedSystem.read("/nix/store/new", store);
    Plan plan =
        Planner.plan(
            before, after, live(JSON.readTree(Files.readString(folder.resolve("live.json")))));
    String json = JSON.writeValueAsString(PlanJson.of(plan)) + "\n";
    assertThat(schema().validate(json, InputFormat.JSON)).isEmpty();
    Map<String, String> goldens =
        Map.of(
            "plan.txt", PlanText.render(plan, true),
            "plan.json", json,
            "dry-activate.txt", DryActivation.render(plan));
    if (Boolean.getBoolean("firn.goldens.rewrite")) {
      for (Map.Entry<String, String> golden : goldens.entrySet()) {
        Files.writeString(folder.resolve(golden.getKey()), golden.getValue());
      }
      throw new AssertionError(folder + " was written; look at it and run again");
    }
    for (Map.Entry<String, String> golden : goldens.entrySet()) {
      Path file = folder.resolve(golden.getKey());
      assertThat(golden.getValue()).as("%s", file).isEqualTo(Files.readString(file));
    }
  }

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(
            Files.readString(HOME.resolve("docs/schema/plan.schema.json")), InputFormat.JSON);
  }

  private static LiveState live(JsonNode node) {
    Map<String, UnitState> units = new LinkedHashMap<>();
    node.path("units").forEachEntry((name, state) -> units.put(name, unit(state.stringValue())));
    Map<String, FileState> files = new LinkedHashMap<>();
    node.path("files")
        .forEachEntry((path, state) -> files.put(path, FileState.valueOf(state.stringValue())));
    Set<String> kept = new LinkedHashSet<>();
    node.path("kept").forEach(path -> kept.add(path.stringValue()));
    Map<String, LiveState> containers = new LinkedHashMap<>();
    node.path("containers").forEachEntry((name, inner) -> containers.put(name, live(inner)));
    return new LiveState(
        !units.isEmpty(),
        units,
        files,
        kept,
        users(node.path("users")),
        ids(node.path("groups")),
        containers);
  }

  /** An id, or an object of what passwd(5) says. */
  private static Map<String, LiveUser> users(JsonNode node) {
    Map<String, LiveUser> out = new LinkedHashMap<>();
    node.forEachEntry((name, user) ->
        out.put(
            name,
            user.isNumber()
                ? LiveUser.of(user.intValue())
                : new LiveUser(
                    user.get("uid").intValue(),
                    user.get("group").stringValue(),
                    user.get("description").stringValue(),
                    user.get("home").stringValue(),
                    user.get("shell").stringValue(),
                    List.of())));
    return out;
  }

  private static Map<String, Integer> ids(JsonNode node) {
    Map<String, Integer> out = new LinkedHashMap<>();
    node.forEachEntry((name, id) -> out.put(name, id.intValue()));
    return out;
  }

  /** {@code active}, {@code failed}, …; a second word is the service type. */
  private static UnitState unit(String words) {
    List<String> parts = new ArrayList<>(List.of(words.split(" ")));
    return new UnitState(
        "loaded",
        parts.getFirst(),
        "",
        parts.contains("oneshot") ? "oneshot" : "",
        false,
        !parts.contains("condition-failed"),
        1,
        0,
        true);
  }
}
