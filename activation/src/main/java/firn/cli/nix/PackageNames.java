package firn.cli.nix;

import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Names of packages: their order in lists, their parts, and what selects them. */
final class PackageNames {
  /** By the bytes of the whole name, small letters as capitals; equal ones stay as they are. */
  static final Comparator<String> ORDER = Comparator.comparing(PackageNames::upper);

  private PackageNames() {}

  /**
   * A name taken apart.
   *
   * @param version empty if there is none
   */
  record Parsed(String name, String version) {}

  static Parsed parse(String whole) {
    String base = base(whole);
    return new Parsed(
        base, whole.length() > base.length() ? whole.substring(base.length() + 1) : "");
  }

  /**
   * {@code *}, a name, or a name with a version; the name is a regular expression for all of it.
   */
  static final class Selector {
    private final String text;
    private final Parsed parsed;
    private final Pattern pattern;

    /**
     * @throws PatternSyntaxException if the name is no regular expression
     */
    Selector(String text) {
      this.text = text;
      this.parsed = parse(text);
      this.pattern = Pattern.compile(text.equals("*") ? ".*" : parsed.name());
    }

    String text() {
      return text;
    }

    boolean isAll() {
      return text.equals("*");
    }

    boolean matches(Parsed other) {
      return pattern.matcher(other.name()).matches()
          && (parsed.version().isEmpty() || parsed.version().equals(other.version()));
    }
  }

  /** The name up to the first dash that no letter follows. */
  static String base(String name) {
    for (int i = 0; i + 1 < name.length(); i++) {
      if (name.charAt(i) == '-' && !Character.isLetter(name.charAt(i + 1))) {
        return name.substring(0, i);
      }
    }
    return name;
  }

  private static String upper(String name) {
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      out.append(c >= 'a' && c <= 'z' ? (char) (c - 32) : c);
    }
    return out.toString();
  }
}
