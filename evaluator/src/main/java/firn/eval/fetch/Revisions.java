package firn.eval.fetch;

import firn.eval.error.EvalException;
import java.util.regex.Pattern;

/** How revisions, branches and tags of Git are written. */
final class Revisions {
  private static final Pattern REVISION = Pattern.compile("[0-9a-fA-F]{40}");
  private static final Pattern NAME =
      Pattern.compile("[a-zA-Z0-9@][a-zA-Z0-9_./@+-]*", Pattern.DOTALL);

  private Revisions() {}

  /** Whether a text is a revision written out. */
  static boolean isRevision(String text) {
    return REVISION.matcher(text).matches();
  }

  /** Whether a text in a URL can name a branch or tag. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches()
        && !text.contains("..")
        && !text.contains("//")
        && !text.contains("@{")
        && !text.equals("@")
        && !text.endsWith("/")
        && !text.endsWith(".lock")
        && !text.endsWith(".");
  }

  static String checkRevision(String text) {
    if (!isRevision(text)) {
      throw new EvalException("hash '" + text + "' has wrong length for hash algorithm 'sha1'");
    }
    return text;
  }

  static String checkName(String text) {
    if (!isReference(text)) {
      throw new EvalException("invalid Git branch/tag name '" + text + "'");
    }
    return text;
  }

  /** Whether Git takes a text for the name of a branch or tag (git-check-ref-format). */
  private static boolean isReference(String text) {
    boolean named = !text.startsWith("-") && !text.endsWith(".") && !text.equals("@");
    if (!named || text.contains("..") || text.contains("@{")) {
      return false;
    }
    for (String part : text.split("/", -1)) {
      if (part.isEmpty() || part.startsWith(".") || part.endsWith(".lock")) {
        return false;
      }
    }
    return text.chars().noneMatch(c -> c <= ' ' || c == 0x7f || "~^:?*[\\".indexOf(c) >= 0);
  }
}
