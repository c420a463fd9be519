package firn.eval.flake;

import firn.eval.fetch.TreeAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What changed between two lock files, for people. */
final class LockDifference {
  private LockDifference() {}

  /** One paragraph for each input that was added, updated or removed; empty where none was. */
  static String describe(LockFile before, LockFile after) {
    Map<String, LockNode.Edge> old = before.all();
    Map<String, LockNode.Edge> now = after.all();
    Set<String> paths = new TreeSet<>(old.keySet());
    paths.addAll(now.keySet());
    StringBuilder out = new StringBuilder();
    for (String path : paths) {
      LockNode.@Nullable Edge was = old.get(path);
      LockNode.@Nullable Edge is = now.get(path);
      if (was == null && is != null) {
        out.append("\u2022 Added input '").append(path).append("':\n    ").append(text(is));
      } else if (was != null && is == null) {
        out.append("\u2022 Removed input '").append(path).append("'");
      } else if (was != null && is != null && !text(was).equals(text(is))) {
        out.append("\u2022 Updated input '")
            .append(path)
            .append("':\n    ")
            .append(text(was))
            .append("\n  \u2192 ")
            .append(text(is));
      } else {
        continue;
      }
      out.append('\n');
    }
    return firn.eval.value.Bytes.ofUnicode(out.toString());
  }

  private static String text(LockNode.Edge edge) {
    return switch (edge) {
      case LockNode.Edge.Follows follows -> "follows '" + InputPath.print(follows.path()) + "'";
      case LockNode.Edge.Child child -> described(child.node().requireLocked());
    };
  }

  /** The reference, and the day of the contents where it is known. */
  private static String described(FlakeRef ref) {
    String date =
        ref.input()
            .lastModified()
            .map(seconds -> {
              String d = TreeAttributes.date(seconds);
              return " ("
                  + d.substring(0, 4)
                  + "-"
                  + d.substring(4, 6)
                  + "-"
                  + d.substring(6, 8)
                  + ")";
            })
            .orElse("");
    return "'" + ref + "'" + date;
  }
}
