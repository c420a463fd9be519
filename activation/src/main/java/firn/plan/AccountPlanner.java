package firn.plan;

import firn.manifest.GroupEntry;
import firn.manifest.Manifest;
import firn.manifest.UserEntry;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The steps for users and groups. */
record AccountPlanner(Manifest before, Manifest after, LiveState live, MachineSteps steps) {
  void plan() {
    for (String name : union(before.users().groups().keySet(), after.users().groups().keySet())) {
      group(name);
    }
    for (String name : union(before.users().users().keySet(), after.users().users().keySet())) {
      user(name);
    }
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> out = new TreeSet<>(a);
    out.addAll(b);
    return out;
  }

  private void group(String name) {
    GroupEntry old = before.users().groups().get(name);
    GroupEntry now = after.users().groups().get(name);
    Subject subject = new Subject.Group(name);
    Integer id = live.groups().get(name);
    if (now == null) {
      steps.add(Action.REMOVE, subject, "no longer declared");
    } else if (id == null) {
      steps.add(Action.CREATE, subject, old == null ? "newly declared" : "it is missing");
    } else if (now.gid() != null && !now.gid().equals(id)) {
      steps.add(
          Action.KEEP, subject, "has the id " + id + ", which is not changed to " + now.gid());
    } else if (old != null && !old.equals(now)) {
      steps.add(Action.CHANGE, subject, "members changed");
    }
  }

  private void user(String name) {
    UserEntry old = before.users().users().get(name);
    UserEntry now = after.users().users().get(name);
    Subject subject = new Subject.User(name);
    LiveUser there = live.users().get(name);
    if (now == null) {
      steps.add(
          Action.REMOVE,
          subject,
          "no longer declared; the home "
              + Objects.requireNonNull(old).home()
              + " and its files stay");
    } else if (there == null) {
      steps.add(Action.CREATE, subject, old == null ? "newly declared" : "it is missing");
    } else if (now.uid() != null && now.uid() != there.uid()) {
      steps.add(
          Action.KEEP,
          subject,
          "has the id " + there.uid() + ", which is not changed to " + now.uid());
    } else {
      List<String> differences = there.differences(now);
      if (!differences.isEmpty()) {
        steps.add(
            Action.CHANGE,
            subject,
            (old == null ? "exists; " : old.equals(now) ? "changed by someone else; " : "")
                + String.join(", ", differences));
      } else if (old != null && !old.equals(now)) {
        steps.add(Action.CHANGE, subject, "its settings changed");
      }
    }
  }
}
