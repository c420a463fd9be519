package firn.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import firn.health.CheckResult;
import firn.health.HealthReport;
import firn.health.MachineHealth;
import firn.health.OciHealth;
import firn.plan.Action;
import firn.plan.Plan;
import firn.plan.Step;
import firn.plan.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The report in JSON is what its schema says, however a switch ends. */
final class ReportTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HealthReport HEALTH =
      new HealthReport(
          new MachineHealth("host", "running", 3, List.of(), "/nix/store/host"),
          List.of(new MachineHealth("web", "degraded", 1, List.of("a.service"), "/nix/store/web")),
          List.of(new OciHealth("app", "podman-app.service", "active", true)),
          List.of(new CheckResult("page", "web", "http", true, "http://x/ answered 200")),
          List.of());

  static Stream<Outcome> outcomes() {
    return Stream.of(
        new Outcome.Switched(HEALTH),
        new Outcome.Undone("own.service failed", HEALTH),
        new Outcome.Undone("the image cannot be loaded", null),
        new Outcome.NotUndone("own.service failed", List.of("host: start failed"), null));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void everyReportFitsTheSchema(Outcome outcome) throws IOException {
    Plan plan =
        new Plan(
            List.of(
                new Step(
                    Action.RESTART, new Subject.Unit("a.service"), "web", "ExecStart changed")));
    String json = JSON.writeValueAsString(new Report(List.of(plan, plan), outcome).json());
    Path file =
        Path.of(System.getProperty("firn.home", ".."), "docs", "schema", "report.schema.json");
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(file), InputFormat.JSON);
    assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
    assertThat(schema.validate(json.replace("restart", "kick"), InputFormat.JSON))
        .as("the schema does say something")
        .isNotEmpty();
    assertThat(json).contains("\"ok\":" + (outcome instanceof Outcome.Switched));
  }
}
