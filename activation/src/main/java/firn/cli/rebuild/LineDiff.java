package firn.cli.rebuild;

import java.util.ArrayList;
import java.util.List;

/** The difference of two texts in the unified format, with three lines around each change. */
final class LineDiff {
  private static final int CONTEXT = 3;

  private LineDiff() {}

  private record Line(char mark, String text, int oldNumber, int newNumber) {}

  /** The hunks, each with its header; empty if the texts are the same. */
  static List<String> unified(List<String> old, List<String> now) {
    List<Line> lines = lines(old, now);
    List<String> out = new ArrayList<>();
    int from = 0;
    while (from < lines.size()) {
      int change = from;
      while (change < lines.size() && lines.get(change).mark == ' ') {
        change++;
      }
      if (change == lines.size()) {
        break;
      }
      int start = Math.max(from, change - CONTEXT);
      int end = change;
      int same = 0;
      while (end < lines.size() && same <= 2 * CONTEXT) {
        same = lines.get(end).mark == ' ' ? same + 1 : 0;
        end++;
      }
      end -= Math.max(0, same - CONTEXT);
      hunk(lines.subList(start, end), out);
      from = end;
    }
    return out;
  }

  private static void hunk(List<Line> lines, List<String> out) {
    long oldCount = lines.stream().filter(line -> line.mark != '+').count();
    long newCount = lines.stream().filter(line -> line.mark != '-').count();
    Line first = lines.getFirst();
    out.add(
        "@@ -%d,%d +%d,%d @@"
            .formatted(
                oldCount == 0 ? first.oldNumber - 1 : first.oldNumber,
                oldCount,
                newCount == 0 ? first.newNumber - 1 : first.newNumber,
                newCount));
    lines.forEach(line -> out.add(line.mark + line.text));
  }

  /** The longest common subsequence, after what is equal at both ends is set aside. */
  private static List<Line> lines(List<String> old, List<String> now) {
    int head = 0;
    while (head < old.size() && head < now.size() && old.get(head).equals(now.get(head))) {
      head++;
    }
    int oldEnd = old.size();
    int newEnd = now.size();
    while (oldEnd > head && newEnd > head && old.get(oldEnd - 1).equals(now.get(newEnd - 1))) {
      oldEnd--;
      newEnd--;
    }
    List<Line> out = new ArrayList<>();
    for (int i = 0; i < head; i++) {
      out.add(new Line(' ', old.get(i), i + 1, i + 1));
    }
    middle(old, now, head, oldEnd, newEnd, out);
    for (int i = oldEnd, j = newEnd; i < old.size(); i++, j++) {
      out.add(new Line(' ', old.get(i), i + 1, j + 1));
    }
    return out;
  }

  private static void middle(
      List<String> old, List<String> now, int head, int oldEnd, int newEnd, List<Line> out) {
    int rows = oldEnd - head;
    int columns = newEnd - head;
    int i = 0;
    int j = 0;
    // A table of that size would cost more than a short answer is worth.
    boolean small = (long) rows * columns <= 4_000_000;
    int[][] common = new int[small ? rows + 1 : 1][small ? columns + 1 : 1];
    if (small) {
      for (int r = rows - 1; r >= 0; r--) {
        for (int c = columns - 1; c >= 0; c--) {
          common[r][c] =
              old.get(head + r).equals(now.get(head + c))
                  ? common[r + 1][c + 1] + 1
                  : Math.max(common[r + 1][c], common[r][c + 1]);
        }
      }
    }
    while (i < rows || j < columns) {
      boolean both = i < rows && j < columns;
      if (both && small && old.get(head + i).equals(now.get(head + j))) {
        out.add(new Line(' ', old.get(head + i), head + i + 1, head + j + 1));
        i++;
        j++;
      } else if (i < rows && (j == columns || !small || common[i + 1][j] >= common[i][j + 1])) {
        out.add(new Line('-', old.get(head + i), head + i + 1, head + j + 1));
        i++;
      } else {
        out.add(new Line('+', now.get(head + j), head + i + 1, head + j + 1));
        j++;
      }
    }
  }
}
