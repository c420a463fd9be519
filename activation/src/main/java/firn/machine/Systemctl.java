package firn.machine;

import firn.systemd.UnitState;
import firn.systemd.UnitStates;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The units of a booted machine. Its init is asked about them directly where that is possible; told
 * what to do it is through its own {@code systemctl}, which waits and says what went wrong.
 */
public final class Systemctl {
  private static final Duration DIRECT = Duration.ofSeconds(5);
  private static final Duration QUESTION = Duration.ofSeconds(30);
  private static final Duration JOB = Duration.ofMinutes(15);

  private static final Pattern USER_MANAGER = Pattern.compile("user@(\\d+)\\.service");

  private final Machine machine;

  Systemctl(Machine machine) {
    this.machine = machine;
  }

  /** A question to the init itself. */
  @FunctionalInterface
  private interface Question<T> {
    T ask(InitUnits units) throws IOException;
  }

  /** Asks the init itself; null if it cannot be reached so, and {@code systemctl} has to ask. */
  private <T> @Nullable T direct(Question<T> question) {
    try (InitUnits units = InitUnits.of(machine, DIRECT)) {
      return question.ask(units);
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * The states of all units that are loaded: whether they are active, and all that systemd says
   * about those that are named and not active.
   */
  public Map<String, UnitState> activity(Collection<String> named) throws IOException {
    return activity(named, List.of());
  }

  /** As the other, with all that systemd says about further units, active or not. */
  public Map<String, UnitState> activity(Collection<String> named, Collection<String> further)
      throws IOException {
    Map<String, UnitState> direct =
        direct(units -> {
          Map<String, UnitState> out = units.list();
          out.putAll(units.states(detailed(named, further, out)));
          return out;
        });
    if (direct != null) {
      return direct;
    }
    CommandResult listed =
        machine.run(
            QUESTION,
            List.of("systemctl", "list-units", "--all", "--plain", "--no-legend", "--no-pager"));
    if (!listed.succeeded()) {
      throw new IOException(
          "the units of " + machine.name() + " cannot be read: " + listed.complaint());
    }
    Map<String, UnitState> out =
        new LinkedHashMap<>(UnitStates.parseList(Printable.of(listed.output())));
    Set<String> detailed = detailed(named, further, out);
    if (!detailed.isEmpty()) {
      out.putAll(shown(detailed));
    }
    return out;
  }

  private static Set<String> detailed(
      Collection<String> named, Collection<String> further, Map<String, UnitState> states) {
    Set<String> out = new LinkedHashSet<>(further);
    for (String unit : named) {
      if (!unit.contains("@.")
          && !states.getOrDefault(unit, UnitState.ABSENT).active().equals("active")) {
        out.add(unit);
      }
    }
    return out;
  }

  /** The states of the named units; one that is not loaded is loaded for the answer. */
  public Map<String, UnitState> states(Collection<String> named) throws IOException {
    Map<String, UnitState> direct = direct(units -> units.states(named));
    return direct == null ? shown(named) : direct;
  }

  private Map<String, UnitState> shown(Collection<String> units) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("systemctl", "show", "--property=" + UnitStates.PROPERTIES, "--"));
    command.addAll(units);
    return UnitStates.parse(Printable.of(machine.run(QUESTION, command).output()));
  }

  /** The main process of a unit, 0 if it has none. */
  public int mainPid(String unit) throws IOException {
    return mainPids(List.of(unit)).getOrDefault(unit, 0);
  }

  /** The main processes of services, by unit; 0 where there is none. */
  public Map<String, Integer> mainPids(Collection<String> services) throws IOException {
    Map<String, Integer> direct = direct(units -> units.mainPids(services));
    if (direct != null) {
      return direct;
    }
    Map<String, Integer> out = new LinkedHashMap<>();
    shown(services).forEach((unit, state) -> out.put(unit, state.mainPid()));
    return out;
  }

  /** Runs one job ({@code start}, {@code stop}, …) for all units, which systemd puts in order. */
  public CommandResult job(String verb, List<String> units) throws IOException {
    List<String> command = new ArrayList<>(List.of("systemctl", verb, "--"));
    command.addAll(units);
    return machine.run(JOB, command);
  }

  /**
   * Takes back the jobs for units that systemd has queued and not begun. Whoever asked for them may
   * be gone: they would still be done once what they wait for is through.
   */
  public void cancelWaiting(Collection<String> units) throws IOException {
    String listed =
        machine
            .run(
                QUESTION, List.of("systemctl", "list-jobs", "--plain", "--no-legend", "--no-pager"))
            .output();
    List<String> command = new ArrayList<>(List.of("systemctl", "cancel", "--"));
    for (String line : listed.split("\n")) {
      String[] words = line.strip().split("\\s+");
      if (words.length >= 4 && units.contains(words[1]) && words[3].equals("waiting")) {
        command.add(words[0]);
      }
    }
    if (command.size() > 3) {
      // One that has begun meanwhile is not there to be cancelled; its unit is active by now.
      machine.run(QUESTION, command);
    }
  }

  /** Makes systemd read its unit files again. */
  public CommandResult daemonReload() throws IOException {
    return machine.run(Duration.ofMinutes(2), List.of("systemctl", "daemon-reload"));
  }

  /**
   * Makes the service managers of users who are there read their unit files again.
   *
   * @return what those complained about that could not
   */
  public List<String> reloadUserManagers() throws IOException {
    List<String> complaints = new ArrayList<>();
    for (Map.Entry<String, UnitState> unit : activity(List.of()).entrySet()) {
      Matcher manager = USER_MANAGER.matcher(unit.getKey());
      if (manager.matches() && unit.getValue().active().equals("active")) {
        String user = manager.group(1);
        CommandResult result =
            machine.run(
                Duration.ofMinutes(1),
                List.of(
                    "setpriv",
                    "--reuid=" + user,
                    "--clear-groups",
                    "env",
                    "XDG_RUNTIME_DIR=/run/user/" + user,
                    "systemctl",
                    "--user",
                    "daemon-reload"));
        if (!result.succeeded()) {
          complaints.add(unit.getKey() + ": " + result.complaint());
        }
      }
    }
    return complaints;
  }

  /** Makes systemd start itself anew, which its own settings need; units go on running. */
  public CommandResult daemonReexec() throws IOException {
    return machine.run(Duration.ofMinutes(2), List.of("systemctl", "daemon-reexec"));
  }

  /** Forgets that units failed, and how often they were started. */
  public void resetFailed(List<String> units) throws IOException {
    List<String> command = new ArrayList<>(List.of("systemctl", "reset-failed", "--"));
    command.addAll(units);
    machine.run(QUESTION, command);
  }

  /** The last lines a unit logged, fit to be shown. */
  public String log(String unit, int lines) throws IOException {
    return Printable.of(
        machine
            .run(
                QUESTION,
                List.of("journalctl", "--no-pager", "-o", "cat", "-n", "" + lines, "-u", unit))
            .output());
  }

  /** The last lines a unit logged, as the end of a sentence with lines of details below it. */
  public String logged(String unit, int lines) throws IOException {
    String log = log(unit, lines).strip();
    return log.isEmpty() ? "it logged nothing" : "it logged:\n  " + log.replace("\n", "\n  ");
  }

  /** {@code running}, {@code degraded}, {@code starting}, …; {@code offline} if it cannot say. */
  public String state() throws IOException {
    String direct = direct(InitUnits::state);
    if (direct != null && !direct.isEmpty()) {
      return direct;
    }
    String said = machine.run(QUESTION, List.of("systemctl", "is-system-running")).output().strip();
    return said.isEmpty() ? "offline" : Printable.of(said);
  }
}
