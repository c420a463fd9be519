package firn.eval.value;

/** A path: absolute, without {@code .}, {@code ..}, or doubled or trailing slashes. */
public final class NixPath extends Value {
  private final String path;

  private NixPath(String path) {
    this.path = path;
  }

  /**
   * A path.
   *
   * @param path absolute (bytes); normalised here
   */
  public static NixPath of(String path) {
    return new NixPath(normalise(path));
  }

  /** Resolves {@code .}, {@code ..} and superfluous slashes by their text alone. */
  public static String normalise(String path) {
    if (isNormal(path)) {
      return path;
    }
    StringBuilder out = new StringBuilder(path.length());
    int i = 0;
    while (i < path.length()) {
      int end = path.indexOf('/', i);
      end = end < 0 ? path.length() : end;
      String part = path.substring(i, end);
      if (part.equals("..")) {
        out.setLength(Math.max(0, out.lastIndexOf("/")));
      } else if (!part.isEmpty() && !part.equals(".")) {
        out.append('/').append(part);
      }
      i = end + 1;
    }
    return out.isEmpty() ? "/" : out.toString();
  }

  private static boolean isNormal(String path) {
    int n = path.length();
    if (n < 2 || path.charAt(0) != '/' || path.charAt(n - 1) == '/') {
      return false;
    }
    for (int i = 0; i < n; i++) {
      if (path.charAt(i) == '/') {
        char next = path.charAt(i + 1);
        if (next == '/' || next == '.') {
          return false;
        }
      }
    }
    return true;
  }

  /** The absolute path (bytes). */
  public String path() {
    return path;
  }

  /** The last component; empty for the root. */
  public String baseName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path without its last component; the root is its own. */
  public NixPath parent() {
    int slash = path.lastIndexOf('/');
    return new NixPath(slash <= 0 ? "/" : path.substring(0, slash));
  }

  @Override
  public ValueType type() {
    return ValueType.PATH;
  }

  @Override
  public String toString() {
    return path;
  }
}
