package firn.packages.relocate;

import firn.packages.archive.ControlParagraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files {@code /etc/pam.d/common-*} as {@code pam-auth-update(8)} makes them: the templates of
 * libpam-runtime, filled with the profiles of {@code /usr/share/pam-configs}.
 */
final class PamProfiles {
  /** The text before and after the primary modules of each type, after PAM's own manual. */
  private static final List<String> TYPES = List.of("Account", "Auth", "Password", "Session");

  private final List<ControlParagraph> profiles = new ArrayList<>();

  /** Adds a profile; those that are not on by default are left out. */
  void add(String text) {
    for (ControlParagraph profile : ControlParagraph.parse(text)) {
      if (profile.get("Default").equals("yes")) {
        profiles.add(profile);
      }
    }
    profiles.sort(
        Comparator.comparingInt(PamProfiles::priority)
            .reversed()
            .thenComparing(profile -> profile.get("Name")));
  }

  private static int priority(ControlParagraph profile) {
    String value = profile.get("Priority");
    return value.matches("\\d{1,6}") ? Integer.parseInt(value) : 0;
  }

  /** The files by their name below {@code /etc/pam.d}. */
  Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    for (String type : TYPES) {
      files.put("common-" + type.toLowerCase(Locale.ROOT), file(type, true));
    }
    files.put("common-session-noninteractive", file("Session", false));
    return files;
  }

  private String file(String type, boolean interactive) {
    String keyword = type.toLowerCase(Locale.ROOT);
    List<String> primary = modules(type, "Primary", interactive);
    StringBuilder text = new StringBuilder();
    int left = primary.size();
    for (String module : primary) {
      // “end” is the number of modules to skip: those that follow, and the refusal.
      text.append(keyword).append('\t');
      text.append(module.replaceAll("\\bend\\b", Integer.toString(left--))).append('\n');
    }
    text.append(keyword).append("\trequisite\tpam_deny.so\n");
    if (primary.isEmpty() && type.equals("Session")) {
      text.setLength(0);
      text.append(keyword).append("\t[default=1]\tpam_permit.so\n");
      text.append(keyword).append("\trequisite\tpam_deny.so\n");
    }
    text.append(keyword).append("\trequired\tpam_permit.so\n");
    for (String module : modules(type, "Additional", interactive)) {
      text.append(keyword).append('\t').append(module).append('\n');
    }
    return text.toString();
  }

  private List<String> modules(String type, String kind, boolean interactive) {
    List<String> modules = new ArrayList<>();
    for (ControlParagraph profile : profiles) {
      boolean only = profile.get("Session-Interactive-Only").equals("yes");
      if (!profile.get(type + "-Type").equals(kind) || (only && !interactive)) {
        continue;
      }
      String initial = profile.get(type + "-Initial");
      String field = modules.isEmpty() && !initial.isBlank() ? initial : profile.get(type);
      for (String line : field.split("\n", -1)) {
        if (!line.isBlank()) {
          modules.add(line.strip());
        }
      }
    }
    return modules;
  }
}
