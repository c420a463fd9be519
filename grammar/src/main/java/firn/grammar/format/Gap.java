package firn.grammar.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The white space and the comments between two tokens. */
final class Gap {
  private final String text;
  private final boolean opens;
  private final boolean beforeString;
  private final List<Comment> comments = new ArrayList<>();
  private @Nullable String trailing;
  private @Nullable String language;
  private int lineEnds;
  private boolean anyLineEnd;

  /**
   * Reads a gap.
   *
   * @param text all of it
   * @param opens whether a comment on the line of the token before belongs to what follows, as
   *     after an opening bracket and at the beginning of the file
   * @param beforeString whether a string follows
   */
  Gap(String text, boolean opens, boolean beforeString) {
    this.text = text;
    this.opens = opens;
    this.beforeString = beforeString;
    read();
  }

  List<Comment> comments() {
    return comments;
  }

  @Nullable String trailing() {
    return trailing;
  }

  @Nullable String language() {
    return language;
  }

  boolean hasLineEnd() {
    return anyLineEnd;
  }

  /** Whether an empty line stands before the token that follows. */
  boolean endsBlank() {
    return lineEnds > 1;
  }

  private void read() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = endOfLine(at);
        line(text.substring(at, end).stripTrailing());
        at = end;
      } else if (c == '/') {
        int end = text.indexOf("*/", at + 2) + 2;
        block(text.substring(at, end), end);
        at = end;
      } else {
        if (c == '\n') {
          lineEnds++;
          anyLineEnd = true;
        }
        at++;
      }
    }
  }

  private int endOfLine(int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private void line(String comment) {
    if (!anyLineEnd && !opens && comments.isEmpty() && trailing == null) {
      trailing = comment;
    } else {
      add(Comment.Kind.LINE, List.of(comment.substring(1)));
    }
  }

  private void block(String comment, int end) {
    boolean doc = comment.startsWith("/**") && comment.length() > 5;
    String inner = comment.substring(doc ? 3 : 2, Math.max(doc ? 3 : 2, comment.length() - 2));
    boolean oneLine = inner.indexOf('\n') < 0;
    if (doc || !oneLine) {
      List<String> lines = BlockComments.lines(inner);
      if (!lines.isEmpty()) {
        add(doc ? Comment.Kind.DOC : Comment.Kind.BLOCK, lines);
      }
      return;
    }
    String words = inner.strip();
    if (words.isEmpty()) {
      return;
    }
    if (beforeString && comments.isEmpty() && text.substring(end).isBlank() && !endsLine(end)) {
      language = "/* " + words + " */";
    } else if (endsLine(end)) {
      line("# " + words);
    } else {
      add(Comment.Kind.LINE, List.of(" " + words));
    }
  }

  private boolean endsLine(int at) {
    return text.substring(at, endOfLine(at)).isBlank() && endOfLine(at) < text.length();
  }

  private void add(Comment.Kind kind, List<String> lines) {
    comments.add(new Comment(kind, lines, lineEnds > 1));
    lineEnds = 0;
  }
}
