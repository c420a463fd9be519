package firn.machine;

import firn.systemd.UnitState;
import firn.systemd.UnitStates;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The units of a booted machine, asked and told through its own {@code systemctl}. */
public final class Systemctl {
  private static final Duration QUESTION = Duration.ofSeconds(30);
  private static final Duration JOB = Duration.ofMinutes(15);

  private final Machine machine;

  Systemctl(Machine machine) {
    this.machine = machine;
  }

  /** The states of all units that are loaded. */
  public Map<String, UnitState> states() throws IOException {
    CommandResult result =
        machine.run(
            QUESTION,
            List.of("systemctl", "show", "--property=" + UnitStates.PROPERTIES, "--", "*"));
    if (!result.succeeded()) {
      throw new IOException(
          "the units of " + machine.name() + " cannot be read: " + result.complaint());
    }
    return UnitStates.parse(result.output());
  }

  /**
   * The states of all units that are loaded: whether they are active, and all that systemd says
   * about those that are named and not active. One answer costs a tenth of {@link #states()}.
   */
  public Map<String, UnitState> activity(Collection<String> named) throws IOException {
    CommandResult listed =
        machine.run(
            QUESTION,
            List.of("systemctl", "list-units", "--all", "--plain", "--no-legend", "--no-pager"));
    if (!listed.succeeded()) {
      throw new IOException(
          "the units of " + machine.name() + " cannot be read: " + listed.complaint());
    }
    Map<String, UnitState> out = new LinkedHashMap<>(UnitStates.parseList(listed.output()));
    List<String> quiet =
        named.stream()
            .filter(unit -> !unit.contains("@."))
            .filter(unit -> {
              UnitState state = out.get(unit);
              return state == null || !state.active().equals("active");
            })
            .toList();
    if (!quiet.isEmpty()) {
      out.putAll(states(quiet));
    }
    return out;
  }

  /** The states of the named units; one that is not loaded is loaded for the answer. */
  public Map<String, UnitState> states(List<String> units) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("systemctl", "show", "--property=" + UnitStates.PROPERTIES, "--"));
    command.addAll(units);
    return UnitStates.parse(machine.run(QUESTION, command).output());
  }

  /** The main process of a unit, 0 if it has none. */
  public int mainPid(String unit) throws IOException {
    return states(List.of(unit)).getOrDefault(unit, UnitState.ABSENT).mainPid();
  }

  /** The main processes of units, by unit; 0 where there is none. */
  public Map<String, Integer> mainPids(List<String> units) throws IOException {
    Map<String, Integer> out = new LinkedHashMap<>();
    states(units).forEach((unit, state) -> out.put(unit, state.mainPid()));
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

  /** The last lines a unit logged, for a message about its failure. */
  public String log(String unit, int lines) throws IOException {
    return machine
        .run(
            QUESTION,
            List.of("journalctl", "--no-pager", "-o", "cat", "-n", "" + lines, "-u", unit))
        .output();
  }

  /** The last lines a unit logged, as the end of a sentence with lines of details below it. */
  public String logged(String unit, int lines) throws IOException {
    String log = log(unit, lines).strip();
    return log.isEmpty() ? "it logged nothing" : "it logged:\n  " + log.replace("\n", "\n  ");
  }

  /** {@code running}, {@code degraded}, {@code starting}, …; {@code offline} if it cannot say. */
  public String state() throws IOException {
    String said = machine.run(QUESTION, List.of("systemctl", "is-system-running")).output().strip();
    return said.isEmpty() ? "offline" : said;
  }
}
