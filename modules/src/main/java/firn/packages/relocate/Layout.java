package firn.packages.relocate;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Where a file of a package comes to lie: in a store path, where {@code usr} is merged away, or in
 * a root tree, where everything of the system is below {@code usr}.
 */
enum Layout {
  /** {@code /usr/bin}, {@code /sbin} → {@code bin}; {@code /lib64} → {@code lib}. */
  STORE {
    @Override
    @Nullable String place(String path) {
      String rest = path.startsWith("usr/") ? path.substring(4) : path.equals("usr") ? "" : path;
      String first = first(rest);
      String tail = rest.substring(first.length());
      return switch (first) {
        case "sbin", "games" -> "bin" + tail;
        case "lib64" -> "lib" + tail;
        case "share" -> documentation(tail) ? null : rest;
        default -> rest;
      };
    }

    /** Documentation that no program reads; licences stay. */
    private static boolean documentation(String tail) {
      return tail.startsWith("/lintian/")
          || tail.startsWith("/bug/")
          || tail.startsWith("/doc-base/")
          || (tail.startsWith("/doc/")
              && !tail.endsWith("/copyright")
              && !tail.contains("/examples"));
    }
  },

  /** {@code /bin} → {@code usr/bin}, and so on, as on every Debian since bookworm. */
  ROOT {
    @Override
    String place(String path) {
      return switch (first(path)) {
        case "bin", "sbin", "lib", "lib32", "lib64", "libx32" -> "usr/" + path;
        default -> path;
      };
    }
  };

  /**
   * The place of a path, both relative to their roots.
   *
   * @return null if the file is left out
   */
  abstract @Nullable String place(String path);

  private static String first(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  /**
   * The path that a link names, relative to the root; a link that climbs above the root ends at it,
   * as in a changed root.
   */
  static String follow(String link, String target) {
    Deque<String> segments = new ArrayDeque<>();
    if (!target.startsWith("/")) {
      int slash = link.lastIndexOf('/');
      if (slash >= 0) {
        for (String segment : link.substring(0, slash).split("/", -1)) {
          segments.addLast(segment);
        }
      }
    }
    for (String segment : target.split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    return String.join("/", segments);
  }

  /** A relative link's text, from the file {@code from} to {@code to}, both below one root. */
  static String relative(String from, String to) {
    String[] source = from.split("/", -1);
    String[] target = to.split("/", -1);
    int common = 0;
    while (common < source.length - 1
        && common < target.length - 1
        && source[common].equals(target[common])) {
      common++;
    }
    StringBuilder text = new StringBuilder("../".repeat(source.length - 1 - common));
    for (int i = common; i < target.length; i++) {
      text.append(i == common ? "" : "/").append(target[i]);
    }
    return text.isEmpty() ? "." : text.toString();
  }
}
