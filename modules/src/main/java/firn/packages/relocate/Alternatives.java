package firn.packages.relocate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links that a package's {@code postinst} would have {@code update-alternatives} make. The script
 * is read, not run: calls whose words are literal are understood, simple loops over literal words
 * (as vim's) unrolled, and names replaced that get one literal value in the script (as maven's).
 */
record Alternatives(List<Alternative> all) {
  /**
   * One link.
   *
   * @param link where it stands, relative to the root
   * @param target an absolute path
   * @param priority the highest wins
   */
  record Alternative(String link, String target, int priority) {}

  private static final Pattern INSTALL =
      Pattern.compile("--install\\s+(/\\S+)\\s+(\\S+)\\s+(/\\S+)\\s+(\\d+)");
  private static final Pattern SLAVE = Pattern.compile("--slave\\s+(/\\S+)\\s+(\\S+)\\s+(/\\S+)");
  private static final Pattern LOOP =
      Pattern.compile(
          "for\\s+(\\w+)\\s+in\\s+([^;\\n$`]+?)\\s*;?\\s*\\n?\\s*do\\b(.*?)\\bdone\\b",
          Pattern.DOTALL);

  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?m)^[ \\t]*(\\w+)=([\\w./+$\\{}-]+)[ \\t]*;?[ \\t]*$");

  static Alternatives of(String postinst) {
    String script =
        postinst.replaceAll("(?m)^\\s*#.*$", "").replace("\\\n", " ").replaceAll("[\"']", "");
    if (!script.contains("update-alternatives")) {
      return new Alternatives(List.of());
    }
    List<Alternative> found = new ArrayList<>();
    for (String line : unrolled(assigned(script)).split("\n", -1)) {
      if (!line.contains("update-alternatives")) {
        continue;
      }
      Matcher install = INSTALL.matcher(line);
      if (!install.find()) {
        continue;
      }
      int priority = Integer.parseInt(install.group(4));
      add(found, install.group(1), install.group(3), priority);
      Matcher slave = SLAVE.matcher(line);
      while (slave.find()) {
        add(found, slave.group(1), slave.group(3), priority);
      }
    }
    return new Alternatives(List.copyOf(found));
  }

  private static void add(List<Alternative> found, String link, String target, int priority) {
    if (!link.contains("$") && !target.contains("$") && !link.contains("..")) {
      found.add(new Alternative(link.substring(1), target, priority));
    }
  }

  private static String assigned(String script) {
    String text = script;
    Matcher assignment = ASSIGNMENT.matcher(script);
    Map<String, String> values = new LinkedHashMap<>();
    while (assignment.find()) {
      String name = assignment.group(1);
      String value = assignment.group(2);
      for (Map.Entry<String, String> known : values.entrySet()) {
        value = with(value, known.getKey(), known.getValue());
      }
      boolean once =
          Pattern.compile("\\b" + name + "=|\\b(for|read)\\s+" + name + "\\b")
                  .matcher(script)
                  .results()
                  .count()
              == 1;
      if (once && !value.contains("$")) {
        values.put(name, value);
        text = with(text, name, value);
      }
    }
    return text;
  }

  /** A script in which a name is replaced by its value. */
  private static String with(String script, String name, String value) {
    return script
        .replace("${" + name + "}", value)
        .replaceAll("\\$" + name + "\\b", Matcher.quoteReplacement(value));
  }

  private static String unrolled(String script) {
    Matcher loop = LOOP.matcher(script);
    StringBuilder text = new StringBuilder();
    while (loop.find()) {
      StringBuilder body = new StringBuilder();
      for (String word : loop.group(2).strip().split("\\s+")) {
        body.append(with(loop.group(3), loop.group(1), word)).append('\n');
      }
      loop.appendReplacement(text, Matcher.quoteReplacement(body.toString()));
    }
    loop.appendTail(text);
    return text.toString();
  }
}
