package firn.packages.relocate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links that a package's {@code postinst} would have {@code update-alternatives} make. The script
 * is read, not run: calls whose words are literal are understood, and simple loops over literal
 * words (as vim's) unrolled.
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

  static Alternatives of(String postinst) {
    String script =
        postinst.replaceAll("(?m)^\\s*#.*$", "").replace("\\\n", " ").replaceAll("[\"']", "");
    if (!script.contains("update-alternatives")) {
      return new Alternatives(List.of());
    }
    List<Alternative> found = new ArrayList<>();
    for (String line : unrolled(script).split("\n", -1)) {
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

  private static String unrolled(String script) {
    Matcher loop = LOOP.matcher(script);
    StringBuilder text = new StringBuilder();
    while (loop.find()) {
      StringBuilder body = new StringBuilder();
      for (String word : loop.group(2).strip().split("\\s+")) {
        body.append(
            loop.group(3)
                .replace("${" + loop.group(1) + "}", word)
                .replaceAll("\\$" + loop.group(1) + "\\b", Matcher.quoteReplacement(word)));
        body.append('\n');
      }
      loop.appendReplacement(text, Matcher.quoteReplacement(body.toString()));
    }
    loop.appendTail(text);
    return text.toString();
  }
}
