package firn.apply;

import firn.machine.Entry;
import firn.machine.RootFolder;
import firn.plan.Action;
import firn.plan.Plan;
import firn.plan.Step;
import firn.plan.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where a machine is no longer as the system in force declares it: the plan from that system to
 * itself.
 */
public final class Drift {
  private Drift() {}

  /** The steps that say something drifted. */
  public static List<Step> steps(Plan plan) {
    return plan.steps().stream().filter(step -> step.action() != Action.KEEP).toList();
  }

  /** What drifted, for people. */
  public static String text(Plan plan) {
    StringBuilder out = new StringBuilder();
    for (Step step : steps(plan)) {
      out.append("%s: %s  %s%n".formatted(step.where(), step.subject().text(), step.reason()));
    }
    return out.isEmpty() ? "the machine is as its system declares it\n" : out.toString();
  }

  /**
   * A module that declares the files of {@code /etc} that were changed on the host as they are now.
   */
  public static String module(Switch planned, RootFolder files) throws IOException {
    StringBuilder out =
        new StringBuilder("# What was changed on the machine by hand.\n{ lib, ... }:\n\n{\n");
    for (Step step : steps(planned.plan())) {
      if (!step.where().equals(Machines.HOST)) {
        out.append(
            "  # %s: %s: %s%n".formatted(step.where(), step.subject().text(), step.reason()));
        continue;
      }
      switch (step.subject()) {
        case Subject.File file -> file(file.path(), files.read(file.path()), out);
        default -> out.append("  # %s: %s%n".formatted(step.subject().text(), step.reason()));
      }
    }
    return out.append("}\n").toString();
  }

  private static void file(String path, Entry there, StringBuilder out) {
    String name = path.substring("/etc/".length());
    String option = "  environment.etc." + quoted(name);
    switch (there) {
      case Entry.Regular regular ->
          out.append(
              "%s = lib.mkForce {%n    mode = \"%04o\";%n    text = %s;%n  };%n"
                  .formatted(
                      option,
                      regular.mode(),
                      quoted(new String(regular.content(), StandardCharsets.UTF_8))));
      case Entry.Link link ->
          out.append("%s.source = lib.mkForce %s;%n".formatted(option, quoted(link.target())));
      case Entry.Absent absent -> out.append(option).append(".enable = lib.mkForce false;\n");
      default -> out.append("  # ").append(path).append(" is no file\n");
    }
  }

  private static String quoted(String text) {
    return "\""
        + text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("${", "\\${")
            .replace("\n", "\\n")
            .replace("\t", "\\t")
            .replace("\r", "\\r")
        + "\"";
  }
}
