package firn.eval.text;

import java.util.BitSet;

/**
 * Rewrites POSIX extended syntax as RE2's. The two agree on little beyond the operators: in
 * brackets POSIX knows no escapes, a quantifier after a quantifier repeats once more (in RE2 it
 * changes its greed), a backslash stands before special bytes only, and {@code (?} is an error.
 */
final class PosixSyntax {
  private static final String SPECIAL = ".[\\()*+?{|^$";
  private static final int DEEPEST = 500;

  private final String regex;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int openGroups;

  private PosixSyntax(String regex) {
    this.regex = regex;
  }

  static String toRe2(String regex) {
    PosixSyntax syntax = new PosixSyntax(regex);
    syntax.alternatives();
    if (syntax.at < regex.length()) {
      throw syntax.invalid("')' closes nothing");
    }
    return syntax.out.toString();
  }

  private InvalidRegexException invalid(String reason) {
    return new InvalidRegexException(reason + " (at byte " + at + ")");
  }

  private boolean looksAt(char c) {
    return at < regex.length() && regex.charAt(at) == c;
  }

  private void alternatives() {
    sequence();
    while (looksAt('|')) {
      at++;
      out.append('|');
      sequence();
    }
  }

  private void sequence() {
    while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
      int start = out.length();
      boolean repeatable = atom();
      boolean repeated = false;
      while (at < regex.length() && "*+?{".indexOf(regex.charAt(at)) >= 0) {
        if (!repeatable) {
          throw invalid("nothing to repeat");
        }
        if (repeated) {
          out.insert(start, "(?:").append(')');
        }
        quantifier();
        repeated = true;
      }
    }
  }

  /** Copies one atom; false for an anchor, which cannot be repeated. */
  private boolean atom() {
    char c = regex.charAt(at++);
    switch (c) {
      case '(' -> {
        if (++openGroups > DEEPEST) {
          throw invalid("groups are nested too deeply");
        }
        out.append('(');
        alternatives();
        if (!looksAt(')')) {
          throw invalid("'(' is not closed");
        }
        at++;
        openGroups--;
        out.append(')');
      }
      case '[' -> bracket();
      case '\\' -> {
        if (at == regex.length()) {
          throw invalid("the backslash at the end escapes nothing");
        }
        if (SPECIAL.indexOf(regex.charAt(at)) < 0) {
          throw invalid("a backslash stands before one of " + SPECIAL + " only");
        }
        literal(regex.charAt(at++));
      }
      case '.' -> out.append('.');
      case '^' -> {
        out.append("\\A");
        return false;
      }
      case '$' -> {
        out.append("\\z");
        return false;
      }
      case '*', '+', '?', '{' -> {
        at--;
        throw invalid("nothing to repeat");
      }
      default -> literal(c);
    }
    return true;
  }

  private void literal(char c) {
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      out.append(c);
    } else {
      code(c);
    }
  }

  private void code(int c) {
    out.append("\\x{").append(Integer.toHexString(c)).append('}');
  }

  private void quantifier() {
    char c = regex.charAt(at++);
    if (c != '{') {
      out.append(c);
      return;
    }
    String least = digits();
    if (least.isEmpty()) {
      throw invalid("a number must follow '{'");
    }
    out.append('{').append(least);
    if (looksAt(',')) {
      at++;
      String most = digits();
      if (!most.isEmpty() && Integer.parseInt(most) < Integer.parseInt(least)) {
        throw invalid("the second number of a repetition is smaller than the first");
      }
      out.append(',').append(most);
    }
    if (!looksAt('}')) {
      throw invalid("'{' is not closed");
    }
    at++;
    out.append('}');
  }

  private String digits() {
    int start = at;
    while (at < regex.length() && regex.charAt(at) >= '0' && regex.charAt(at) <= '9') {
      at++;
    }
    if (at - start > 6) {
      throw invalid("too many repetitions");
    }
    return regex.substring(start, at);
  }

  private void bracket() {
    boolean negated = looksAt('^');
    if (negated) {
      at++;
    }
    BitSet bytes = new BitSet(256);
    boolean first = true;
    while (first || !looksAt(']')) {
      first = false;
      if (at >= regex.length()) {
        throw invalid("'[' is not closed");
      }
      if (regex.startsWith("[:", at)) {
        CharacterClasses.add(named(":]"), bytes, this::invalid);
        continue;
      }
      char low = element();
      boolean range = looksAt('-') && at + 1 < regex.length() && regex.charAt(at + 1) != ']';
      if (!range) {
        bytes.set(low);
        continue;
      }
      at++;
      char high = element();
      if (high < low) {
        throw invalid("a range in brackets runs backwards");
      }
      bytes.set(low, high + 1);
    }
    at++;
    if (negated) {
      bytes.flip(0, 256);
    }
    set(bytes);
  }

  /** A byte in brackets: itself, or a letter as {@code [.x.]} or {@code [=x=]}. */
  private char element() {
    if (regex.startsWith("[.", at) || regex.startsWith("[=", at)) {
      String name = named(regex.charAt(at + 1) + "]");
      if (name.length() != 1 || !CharacterClasses.isAlpha(name.charAt(0))) {
        throw invalid("unknown collating element '" + name + "'");
      }
      return name.charAt(0);
    }
    return regex.charAt(at++);
  }

  private String named(String close) {
    int end = regex.indexOf(close, at + 2);
    if (end < 0) {
      throw invalid("'" + regex.substring(at, at + 2) + "' is not closed");
    }
    String name = regex.substring(at + 2, end);
    at = end + 2;
    return name;
  }

  private void set(BitSet bytes) {
    if (bytes.isEmpty()) {
      out.append("[^\\x{0}-\\x{10ffff}]");
      return;
    }
    out.append('[');
    for (int low = bytes.nextSetBit(0); low >= 0; ) {
      int after = bytes.nextClearBit(low);
      code(low);
      out.append('-');
      code(after - 1);
      low = bytes.nextSetBit(after);
    }
    out.append(']');
  }
}
