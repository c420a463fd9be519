package firn.apply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines of passwd(5), group(5) and shadow(5), each split into its fields and found by its name.
 * Lines that are no entries (comments, NIS markers) stay where they are.
 */
final class AccountFiles {
  final Map<String, String[]> passwd;
  final Map<String, String[]> group;
  final Map<String, String[]> shadow;

  private AccountFiles(
      Map<String, String[]> passwd, Map<String, String[]> group, Map<String, String[]> shadow) {
    this.passwd = passwd;
    this.group = group;
    this.shadow = shadow;
  }

  static AccountFiles parse(String passwd, String group, String shadow) {
    return new AccountFiles(lines(passwd, 7), lines(group, 4), lines(shadow, 9));
  }

  private static Map<String, String[]> lines(String text, int fields) {
    Map<String, String[]> out = new LinkedHashMap<>();
    int odd = 0;
    for (String line : text.split("\n")) {
      if (line.isEmpty()) {
        continue;
      }
      String[] parts = line.split(":", -1);
      // A name cannot hold a line break, so such a key meets no account.
      out.put(parts.length == fields ? parts[0] : "\n" + odd++, parts);
    }
    return out;
  }

  static String text(Map<String, String[]> lines) {
    StringBuilder out = new StringBuilder();
    lines.values().forEach(fields -> out.append(String.join(":", fields)).append('\n'));
    return out.toString();
  }

  /** Names and ids of passwd or group, which hold the id in their third field. */
  static Map<String, Integer> ids(Map<String, String[]> lines) {
    Map<String, Integer> out = new LinkedHashMap<>();
    lines.forEach((name, fields) -> {
      if (!name.startsWith("\n") && fields[2].matches("[0-9]{1,9}")) {
        out.put(name, Integer.parseInt(fields[2]));
      }
    });
    return out;
  }

  static List<String> members(String @Nullable [] groupFields) {
    List<String> out = new ArrayList<>();
    if (groupFields != null) {
      for (String member : groupFields[3].split(",")) {
        if (!member.isEmpty()) {
          out.add(member);
        }
      }
    }
    return out;
  }
}
