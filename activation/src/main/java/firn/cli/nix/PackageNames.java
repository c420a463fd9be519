package firn.cli.nix;

import java.util.Comparator;

/** Names of packages: their order in lists, and their parts. */
final class PackageNames {
  /** By the bytes of the whole name, small letters as capitals; equal ones stay as they are. */
  static final Comparator<String> ORDER = Comparator.comparing(PackageNames::upper);

  private PackageNames() {}

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
