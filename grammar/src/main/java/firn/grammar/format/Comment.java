package firn.grammar.format;

import java.util.List;

/**
 * A comment.
 *
 * @param lines its text without what opens and closes it, each line stripped of white space at its
 *     end and of the indentation that all have in common
 * @param blankBefore whether an empty line stands before it
 */
record Comment(Kind kind, List<String> lines, boolean blankBefore) {

  /** How a comment is written. */
  enum Kind {
    /** From a hash to the end of the line. */
    LINE("#"),
    /** Over several lines. */
    BLOCK("/*"),
    /** Documentation, over one or more lines. */
    DOC("/**");

    private final String opening;

    Kind(String opening) {
      this.opening = opening;
    }

    String opening() {
      return opening;
    }
  }
}
