package firn.apply;

import firn.manifest.EtcEntry;
import firn.manifest.Manifest;
import firn.manifest.UserEntry;
import firn.plan.LiveState;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a system names that is nowhere: a file that its package has not, a user's group. Evaluation
 * cannot tell, for it looks neither into packages nor at the machine.
 */
record Missing(Manifest before, Manifest after, LiveState live, Function<String, Path> store) {
  private static final String STORE = "/nix/store/";

  /** What stands in the way, as sentences with the option that asks; empty if nothing does. */
  List<String> obstacles() {
    List<String> out = new ArrayList<>();
    for (Map.Entry<String, EtcEntry> file : after.etc().entrySet()) {
      String source = file.getValue().source();
      if (!file.getValue().equals(before.etc().get(file.getKey()))
          && source.startsWith(STORE)
          && !Files.exists(store.apply(source), LinkOption.NOFOLLOW_LINKS)) {
        out.add(
            "environment.etc.\"%s\": %s does not exist; look what the package has"
                .formatted(file.getKey(), source));
      }
    }
    for (Map.Entry<String, UserEntry> user : after.users().users().entrySet()) {
      String name = user.getKey();
      if (!exists(user.getValue().group())) {
        out.add(noGroup(name + ".group", user.getValue().group()));
      }
      for (String group : user.getValue().extraGroups()) {
        if (!exists(group)) {
          out.add(noGroup(name + ".extraGroups", group));
        }
      }
    }
    return out;
  }

  private boolean exists(String group) {
    return after.users().groups().containsKey(group) || live.groups().containsKey(group);
  }

  private static String noGroup(String option, String group) {
    return "users.users.%s: there is no group %s; declare it: users.groups.%s = { };"
        .formatted(option, group, group);
  }
}
