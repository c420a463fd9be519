package firn.machine;

import firn.dbus.Answer;
import firn.dbus.Connection;
import firn.dbus.MethodCall;
import firn.systemd.UnitState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The units of a machine, asked of its init directly: what {@code systemctl} tells, at a tenth of
 * its cost, since no program is started inside. The names are those of systemd's {@code
 * org.freedesktop.systemd1} interfaces.
 */
final class InitUnits implements AutoCloseable {
  private static final String SYSTEMD = "org.freedesktop.systemd1";
  private static final String MANAGER_PATH = "/org/freedesktop/systemd1";
  private static final String MANAGER = "org.freedesktop.systemd1.Manager";
  private static final String UNIT = "org.freedesktop.systemd1.Unit";
  private static final String SERVICE = "org.freedesktop.systemd1.Service";
  private static final Set<String> NOTHING_THERE =
      Set.of(
          "org.freedesktop.DBus.Error.UnknownObject",
          "org.freedesktop.DBus.Error.UnknownProperty",
          "org.freedesktop.systemd1.NoSuchUnit");
  private static final List<String> OF_SERVICES =
      List.of("Type", "RemainAfterExit", "MainPID", "NRestarts");

  private final Connection connection;

  private InitUnits(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens a connection.
   *
   * @throws IOException if the machine has no bus, or does not let this process in: where it has
   *     users of its own, this process is nobody there
   */
  static InitUnits of(Machine machine, Duration limit) throws IOException {
    return new InitUnits(machine.bus(limit));
  }

  /** {@code running}, {@code degraded}, {@code starting}, … */
  String state() throws IOException {
    Answer answer =
        connection
            .call(List.of(MethodCall.get(SYSTEMD, MANAGER_PATH, MANAGER, "SystemState")))
            .getFirst();
    return text(told(answer));
  }

  /** The units that are loaded, by their own names, and whether they are active. */
  Map<String, UnitState> list() throws IOException {
    Answer answer =
        connection
            .call(List.of(new MethodCall(SYSTEMD, MANAGER_PATH, MANAGER, "ListUnits", List.of())))
            .getFirst();
    if (!(answer.value() instanceof List<?> units)) {
      throw new IOException("systemd does not list its units: " + answer.error());
    }
    Map<String, UnitState> out = new LinkedHashMap<>();
    for (Object unit : units) {
      if (unit instanceof List<?> fields && fields.size() >= 5) {
        out.put(
            text(fields.get(0)),
            new UnitState(
                text(fields.get(2)),
                text(fields.get(3)),
                text(fields.get(4)),
                "",
                false,
                true,
                0,
                0,
                true));
      }
    }
    return out;
  }

  /** All that is asked of units, by all of their names; one that is not loaded is loaded for it. */
  Map<String, UnitState> states(Collection<String> units) throws IOException {
    List<MethodCall> calls = new ArrayList<>();
    for (String unit : units) {
      calls.add(MethodCall.getAll(SYSTEMD, path(unit), UNIT));
      if (isService(unit)) {
        OF_SERVICES.forEach(name -> calls.add(MethodCall.get(SYSTEMD, path(unit), SERVICE, name)));
      }
    }
    List<Answer> answers = connection.call(calls);
    Map<String, UnitState> out = new LinkedHashMap<>();
    int at = 0;
    for (String unit : units) {
      Answer all = answers.get(at++);
      Map<String, @Nullable Object> service = new LinkedHashMap<>();
      if (isService(unit)) {
        for (String name : OF_SERVICES) {
          service.put(name, told(answers.get(at++)));
        }
      }
      if (told(all) instanceof Map<?, ?> values) {
        UnitState state = state(values, service);
        out.put(text(values.get("Id")), state);
        if (values.get("Names") instanceof List<?> names) {
          names.forEach(name -> out.put(text(name), state));
        }
      }
    }
    return out;
  }

  /** The main processes of services, by unit; 0 where there is none. */
  Map<String, Integer> mainPids(Collection<String> units) throws IOException {
    List<Answer> answers =
        connection.call(
            units.stream()
                .map(unit -> MethodCall.get(SYSTEMD, path(unit), SERVICE, "MainPID"))
                .toList());
    Map<String, Integer> out = new LinkedHashMap<>();
    int at = 0;
    for (String unit : units) {
      out.put(unit, number(told(answers.get(at++))));
    }
    return out;
  }

  /**
   * What was answered; null where there is no such unit or property.
   *
   * @throws IOException if the question was refused: that says nothing of the unit
   */
  private static @Nullable Object told(Answer answer) throws IOException {
    String error = answer.error();
    if (error != null && !NOTHING_THERE.contains(error)) {
      throw new IOException("systemd does not tell: " + error);
    }
    return answer.value();
  }

  private static UnitState state(Map<?, ?> unit, Map<String, @Nullable Object> service) {
    // systemd says "no" for conditions that were never looked at.
    boolean looked = unit.get("ConditionTimestampMonotonic") instanceof Long at && at != 0;
    return new UnitState(
        text(unit.get("LoadState")),
        text(unit.get("ActiveState")),
        text(unit.get("SubState")),
        text(service.get("Type")),
        Boolean.TRUE.equals(service.get("RemainAfterExit")),
        !looked || !Boolean.FALSE.equals(unit.get("ConditionResult")),
        number(service.get("MainPID")),
        number(service.get("NRestarts")),
        !Boolean.FALSE.equals(unit.get("CanStart")));
  }

  private static boolean isService(String unit) {
    return unit.endsWith(".service");
  }

  /** The object of a unit: its name with all but letters and digits as underscore and hex. */
  private static String path(String unit) {
    StringBuilder out = new StringBuilder(MANAGER_PATH + "/unit/");
    byte[] bytes = unit.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      boolean digit = c >= '0' && c <= '9';
      if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || digit && i > 0) {
        out.append(c);
      } else {
        out.append('_')
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      }
    }
    return out.toString();
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? Printable.of(text) : "";
  }

  private static int number(@Nullable Object value) {
    return value instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE
        ? number.intValue()
        : 0;
  }

  @Override
  public void close() {
    connection.close();
  }
}
