package firn.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import firn.systemd.UnitChange.Weight;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitComparisonTest {
  @ParameterizedTest(name = "{0} → {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[Unit];Description=a | [Unit];Description=b | EQUAL | ''",
        "[Unit];Description=a | '' | EQUAL | ''",
        "'' | [Unit];Documentation=man:x | EQUAL | ''",
        "[Service];ExecStart=/a | [Service];ExecStart=/b | RESTART | ExecStart",
        "[Service];ExecStart=/a | [Service];  ExecStart = /a | EQUAL | ''",
        "[Service];ExecStart=/a | # comment;[Service];ExecStart=/a | EQUAL | ''",
        "[Service];ExecStart=/a \\;  x | [Service];ExecStart=/a  x | EQUAL | ''",
        "[Service];ExecStart=/a;ExecStart=/b | [Service];ExecStart=/b;ExecStart=/a | RESTART | ExecStart",
        "[Service];ExecStart=/a;ExecStart=;ExecStart=/b | [Service];ExecStart=/b | EQUAL | ''",
        "[Service];ExecStart=/a | [Service];ExecStart=/a;User=x | RESTART | User",
        "[Service];ExecStart=/a;User=x | [Service];ExecStart=/a | RESTART | User",
        "[Service];ExecStart=/a | [Service];ExecStart=/a;;[Timer];OnBootSec=1 | RESTART | OnBootSec",
        "[Unit];X-Reload-Triggers=/a | [Unit];X-Reload-Triggers=/b | RELOAD | X-Reload-Triggers",
        "'' | [Unit];X-Reload-Triggers=/b | RELOAD | X-Reload-Triggers",
        "[Unit];X-Reload-Triggers=/a | '' | EQUAL | ''",
        "[Unit];X-Restart-Triggers=/a | [Unit];X-Restart-Triggers=/b | RESTART | X-Restart-Triggers",
        "[Unit];X-Reload-Triggers=/a;After=x | [Unit];X-Reload-Triggers=/b;After=y | RESTART | After",
        "[Mount];Options=ro | [Mount];Options=rw | RELOAD | Options",
        "[Mount];What=/a;Options=ro | [Mount];What=/b;Options=rw | RESTART | What",
        "[Install];WantedBy=a.target | [Install];WantedBy=b.target | EQUAL | ''",
      })
  void differencesWeighWhatTheyDoInNixos(String before, String after, Weight weight, String keys) {
    UnitChange change = UnitComparison.compare(parse(before), parse(after));
    assertThat(change.weight()).isEqualTo(weight);
    assertThat(String.join(" ", change.keys())).isEqualTo(keys);
  }

  @Test
  void theReasonNamesTheKeys() {
    UnitChange change =
        UnitComparison.compare(
            parse("[Service];A=1;B=1;C=1;D=1;E=1;F=1"), parse("[Service];A=2;B=2;C=2;D=2;E=2;F=2"));
    assertThat(change.reason()).isEqualTo("A, B, C, D and 2 more changed");
  }

  @Test
  void aDropInAddsToItsUnitAndMayForgetWhatItSays() {
    UnitFile file =
        UnitFile.parse(
            "[Service]\nExecStart=/a\nEnvironment=A=1", "[Service]\nExecStart=\nExecStart=/b");
    assertThat(file.value("Service", "ExecStart")).isEqualTo("/b");
    assertThat(file.value("Service", "Environment")).isEqualTo("A=1");
  }

  @Test
  void directivesStandInEitherSection() {
    assertThat(parse("[Unit];X-StopIfChanged=no").directive("X-StopIfChanged", true)).isFalse();
    assertThat(parse("[Service];X-StopIfChanged=0").directive("X-StopIfChanged", true)).isFalse();
    assertThat(parse("[Service];X-StopIfChanged=on").directive("X-StopIfChanged", false)).isTrue();
  }

  @Test
  void manyUnitsAreReadAtOnceUnderEachOfTheirNames() {
    var states =
        UnitStates.parse(
            """
            Id=multi-user.target
            Names=multi-user.target default.target
            LoadState=loaded
            ActiveState=active

            Id=a.service
            Names=a.service
            Type=oneshot
            RemainAfterExit=no
            ActiveState=inactive
            MainPID=0
            NRestarts=3
            CanStart=no
            ConditionResult=no
            ConditionTimestampMonotonic=0
            """);
    assertThat(states.keySet())
        .containsAll(List.of("multi-user.target", "default.target", "a.service"));
    UnitState service = states.getOrDefault("a.service", UnitState.ABSENT);
    assertThat(service.isFinishedOneshot()).isTrue();
    assertThat(service.conditionMet()).as("its conditions were never looked at").isTrue();
    assertThat(service.restarts()).isEqualTo(3);
    assertThat(service.startable()).isFalse();
    assertThat(states.getOrDefault("default.target", UnitState.ABSENT).startable()).isTrue();
  }

  private static UnitFile parse(String lines) {
    return UnitFile.parse(lines.replace(';', '\n'));
  }
}
