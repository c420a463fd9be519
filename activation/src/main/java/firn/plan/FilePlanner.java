package firn.plan;

import firn.manifest.EtcEntry;
import firn.manifest.Manifest;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The steps for the files below {@code /etc}. */
record FilePlanner(Manifest before, Manifest after, LiveState live, MachineSteps steps) {
  /** Where a file that Firn replaces is kept, by its path. */
  static String keptAt(String path) {
    return "/var/lib/firn/kept" + path;
  }

  void plan() {
    Set<String> names = new TreeSet<>(before.etc().keySet());
    names.addAll(after.etc().keySet());
    for (String name : names) {
      file("/etc/" + name, before.etc().get(name), after.etc().get(name));
    }
  }

  private void file(String path, @Nullable EtcEntry old, @Nullable EtcEntry now) {
    Subject subject = new Subject.File(path);
    FileState state =
        live.files().getOrDefault(path, old == null ? FileState.ABSENT : FileState.EXPECTED);
    String kept = " is kept at " + keptAt(path);
    if (now == null) {
      String back = live.kept().contains(path) ? "; the file it replaced comes back" : "";
      switch (state) {
        case FOREIGN ->
            steps.add(Action.KEEP, subject, "no longer declared, but changed by someone else");
        case EXPECTED, ABSENT -> steps.add(Action.REMOVE, subject, "no longer declared" + back);
      }
    } else if (old == null) {
      switch (state) {
        case FOREIGN ->
            steps.add(Action.CHANGE, subject, "newly declared; the file that was there" + kept);
        case EXPECTED, ABSENT -> steps.add(Action.CREATE, subject, "newly declared");
      }
    } else if (state == FileState.FOREIGN) {
      steps.add(Action.CHANGE, subject, "changed by someone else; that version" + kept);
    } else if (state == FileState.ABSENT) {
      steps.add(Action.CREATE, subject, "it is missing");
    } else if (!old.equals(now)) {
      steps.add(
          Action.CHANGE,
          subject,
          old.source().equals(now.source()) ? "owner or mode changed" : "its content changed");
    }
  }
}
