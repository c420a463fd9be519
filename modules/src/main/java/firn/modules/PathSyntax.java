package firn.modules;

import java.util.ArrayList;
import java.util.List;

/** Paths of attributes as they are written in the language: {@code a.b."c.d"}. */
final class PathSyntax {
  private PathSyntax() {}

  /** The names in a path. A quote that is never closed ends with the text. */
  static List<String> parse(String path) {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (quoted && c == '\\' && i + 1 < path.length()) {
        name.append(path.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
        any = true;
      } else if (c == '.' && !quoted) {
        if (any || !name.isEmpty()) {
          names.add(name.toString());
        }
        name.setLength(0);
        any = false;
      } else {
        name.append(c);
      }
    }
    if (any || !name.isEmpty()) {
      names.add(name.toString());
    }
    return names;
  }
}
