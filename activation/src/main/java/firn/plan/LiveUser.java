package firn.plan;

import firn.manifest.UserEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user as passwd(5) has it.
 *
 * @param uid the user's id
 * @param group the name of the user's group, or null where it is not known
 * @param description the full name, null where it is not known
 * @param home the home folder, null where it is not known
 * @param shell the login shell, null where it is not known
 * @param groups the further groups the user is a member of, null where they are not known
 */
public record LiveUser(
    int uid,
    @Nullable String group,
    @Nullable String description,
    @Nullable String home,
    @Nullable String shell,
    @Nullable List<String> groups) {
  /** A user of whom only the id is known. */
  public static LiveUser of(int uid) {
    return new LiveUser(uid, null, null, null, null, null);
  }

  /** What a declaration would change, as phrases; empty if the user is as declared. */
  List<String> differences(UserEntry declared) {
    List<String> out = new ArrayList<>();
    compare(out, "group", group, declared.group());
    compare(out, "description", description, declared.description());
    compare(out, "home", home, declared.home());
    compare(out, "shell", shell, declared.shell());
    if (groups != null) {
      declared.extraGroups().stream()
          .filter(name -> !groups.contains(name))
          .forEach(name -> out.add("joins the group " + name));
    }
    return out;
  }

  private static void compare(List<String> out, String what, @Nullable String is, String wanted) {
    if (is != null && !is.equals(wanted)) {
      out.add("its " + what + " becomes " + (wanted.isEmpty() ? "empty" : wanted));
    }
  }
}
