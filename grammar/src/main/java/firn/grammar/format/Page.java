package firn.grammar.format;

import org.jspecify.annotations.Nullable;

/**
 * The text being written: keeps the column, and sees to it that no comment is lost and nothing
 * lands behind a comment on its line.
 */
final class Page {
  /** Columns that a line may have, its indentation not counted. */
  static final int WIDTH = 100;

  /** Columns of one level of indentation. */
  static final int STEP = 2;

  private final StringBuilder text = new StringBuilder();
  private int lineStart;
  private int indentation;

  /** A comment that waits for the end of the line. */
  private @Nullable String trailing;

  /** The token whose comments were written last, ahead of itself. */
  private @Nullable Token announced;

  String text() {
    return text.toString();
  }

  /** Columns used on this line, its indentation not counted. */
  int used() {
    return Math.max(0, text.length() - lineStart - indentation);
  }

  /** Columns of the indentation of this line. */
  int indentation() {
    return indentation;
  }

  boolean fits(int columns) {
    return used() + columns <= WIDTH && trailing == null;
  }

  /** Whether nothing but indentation stands on this line. */
  boolean isAtLineStart() {
    return text.length() - lineStart <= indentation;
  }

  /** Writes within a line; after a comment on its line, on the next. */
  void write(String words) {
    if (trailing != null) {
      line(indentation);
    }
    text.append(words);
  }

  /** Writes punctuation, ahead of a comment that trails what it follows. */
  void punctuate(String symbol) {
    text.append(symbol);
  }

  void space() {
    if (trailing == null && !isAtLineStart()) {
      text.append(' ');
    }
  }

  /** Writes a token and the comments around it. */
  void token(Token token) {
    comments(token, indentation);
    write(token.text());
    trail(token);
  }

  /** Writes a token of punctuation and the comments around it. */
  void punctuation(Token token) {
    if (hasComments(token)) {
      token(token);
      return;
    }
    punctuate(token.text());
    trail(token);
  }

  /** Takes the comment that trails a token which was written already. */
  void trail(Token token) {
    if (token.trailing() != null) {
      if (trailing != null) {
        line(indentation);
        text.append(token.trailing());
        line(indentation);
        return;
      }
      trailing = token.trailing();
    }
  }

  /** Whether a comment stands at the end of what was written. */
  boolean isCommented() {
    return trailing != null;
  }

  /** Changes the indentation of a line on which nothing stands yet. */
  void outdent(int indentation) {
    if (isAtLineStart()) {
      text.setLength(lineStart);
      this.indentation = indentation;
      text.append(" ".repeat(indentation));
    }
  }

  /** Whether comments before a token are still to be written. */
  boolean hasComments(Token token) {
    return !token.before().isEmpty() && token != announced;
  }

  /** Writes the comments before a token, each on lines of its own. */
  void comments(Token token, int indentation) {
    if (!hasComments(token)) {
      return;
    }
    announced = token;
    if (!isAtLineStart()) {
      line(indentation);
    }
    boolean first = true;
    for (Comment comment : token.before()) {
      if (!first && comment.blankBefore()) {
        blank();
      }
      first = false;
      comment(comment);
      line(indentation);
    }
    if (token.blankBefore()) {
      blank();
    }
  }

  private void comment(Comment comment) {
    String opening = comment.kind().opening();
    if (comment.kind() == Comment.Kind.LINE) {
      text.append(opening).append(comment.lines().getFirst());
      return;
    }
    int outer = indentation;
    text.append(opening);
    for (String line : comment.lines()) {
      line(line.isEmpty() ? 0 : outer + STEP);
      text.append(line);
    }
    line(outer);
    text.append("*/");
  }

  /**
   * Ends the line, and starts the next for a token: after an empty line where the source has one.
   */
  void lineFor(Token token, int indentation) {
    line(indentation);
    if (token.startsParagraph()) {
      blank();
    }
    comments(token, indentation);
  }

  /** Puts an empty line above the one that has been started. */
  private void blank() {
    if (lineStart == 0) {
      return; // no file starts with one
    }
    text.insert(lineStart, '\n');
    lineStart++;
  }

  /** Ends the line and indents the next. */
  void line(int indentation) {
    while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
    if (trailing != null) {
      text.append(' ').append(trailing);
      trailing = null;
    }
    text.append('\n');
    lineStart = text.length();
    this.indentation = indentation;
    text.append(" ".repeat(indentation));
  }

  /** Ends the line with all the white space it has; the next starts at its first column. */
  void verbatimLine() {
    text.append('\n');
    lineStart = text.length();
    indentation = 0;
  }

  /** Starts a line of a string, whose white space belongs to it. */
  void stringLine(int indentation) {
    text.append('\n');
    lineStart = text.length();
    this.indentation = indentation;
    text.append(" ".repeat(indentation));
  }

  /** Ends the text with one end of line. */
  void end() {
    line(0);
  }
}
