package firn.cli.rebuild;

import firn.apply.Outcome;
import firn.apply.Report;
import firn.cli.ExitCode;
import firn.cli.Json;
import firn.cli.Terminal;
import firn.health.CheckResult;
import firn.health.HealthReport;
import firn.health.MachineHealth;
import firn.health.OciHealth;
import org.jspecify.annotations.Nullable;

/** Tells what one or more switches came to. */
final class Reporter {
  private Reporter() {}

  /** Prints the report, as JSON on {@code out} or as lines, and answers the exit code. */
  static int report(Terminal terminal, Report report, boolean json) {
    if (json) {
      terminal.print(Json.pretty(report.json()));
    } else if (health(report.last()) instanceof HealthReport health) {
      print(terminal, health);
    }
    return switch (report.last()) {
      case Outcome.Switched switched -> ExitCode.DONE;
      case Outcome.Unconfirmed waiting -> ExitCode.DONE;
      case Outcome.Refused refused -> {
        refused
            .obstacles()
            .forEach(one -> terminal.say(terminal.coloured(31, "error:") + " " + one));
        terminal.say("       nothing was changed");
        yield ExitCode.EXPRESSION;
      }
      case Outcome.Undone undone -> {
        terminal.say(
            terminal.coloured(31, "error:")
                + " the switch was undone: "
                + indented(undone.reason()));
        yield ExitCode.UNDONE;
      }
      case Outcome.NotUndone not -> {
        terminal.say(
            terminal.coloured(31, "error:") + " the switch failed: " + indented(not.reason()));
        not.problems().forEach(problem -> terminal.say("       not undone: " + indented(problem)));
        terminal.say(
            "       mend that, then run 'firn rebuild recover'; the next switch does so too");
        yield ExitCode.NOT_UNDONE;
      }
    };
  }

  /** Details below the sentence they belong to. */
  private static String indented(String reason) {
    return reason.replace("\n", "\n       ");
  }

  private static @Nullable HealthReport health(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Switched switched -> switched.health();
      case Outcome.Unconfirmed waiting -> waiting.health();
      case Outcome.Refused refused -> null;
      case Outcome.Undone undone -> undone.health();
      case Outcome.NotUndone not -> not.health();
    };
  }

  private static void print(Terminal terminal, HealthReport health) {
    print(terminal, "host", health.host());
    for (MachineHealth container : health.containers()) {
      print(terminal, "container " + container.where(), container);
    }
    for (OciHealth container : health.oci()) {
      terminal.print(mark(container.ok()) + " oci " + container.name() + ": " + container.state());
    }
    for (CheckResult check : health.checks()) {
      terminal.print(
          mark(check.ok())
              + " check "
              + check.name()
              + " ("
              + check.where()
              + "): "
              + check.message());
    }
  }

  private static void print(Terminal terminal, String name, MachineHealth machine) {
    terminal.print(
        mark(machine.failed().isEmpty())
            + " "
            + name
            + ": "
            + machine.state()
            + ", "
            + machine.running()
            + " units running"
            + (machine.failed().isEmpty()
                ? ""
                : ", failed: " + String.join(", ", machine.failed())));
  }

  private static String mark(boolean ok) {
    return ok ? "✔" : "✘";
  }
}
