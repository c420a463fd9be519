package firn.packages.archive;

/**
 * Order of Debian package versions ({@code [epoch:]upstream[-revision]}), as Debian Policy 5.6.12
 * defines it: digits compare as numbers, {@code ~} sorts before everything, even the end, letters
 * before other characters.
 */
public final class DebianVersion {
  private DebianVersion() {}

  /** Negative, zero or positive as {@code a} is older than, equal to or newer than {@code b}. */
  public static int compare(String a, String b) {
    int epochA = a.indexOf(':');
    int epochB = b.indexOf(':');
    String numberA = epochA < 0 ? "0" : a.substring(0, epochA);
    String numberB = epochB < 0 ? "0" : b.substring(0, epochB);
    int order = comparePart(numberA, numberB);
    if (order != 0) {
      return order;
    }
    String restA = a.substring(epochA + 1);
    String restB = b.substring(epochB + 1);
    int dashA = restA.lastIndexOf('-');
    int dashB = restB.lastIndexOf('-');
    order =
        comparePart(
            dashA < 0 ? restA : restA.substring(0, dashA),
            dashB < 0 ? restB : restB.substring(0, dashB));
    if (order != 0) {
      return order;
    }
    return comparePart(
        dashA < 0 ? "" : restA.substring(dashA + 1), dashB < 0 ? "" : restB.substring(dashB + 1));
  }

  private static int comparePart(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      while ((i < a.length() && !digit(a.charAt(i))) || (j < b.length() && !digit(b.charAt(j)))) {
        int order = Integer.compare(rank(a, i), rank(b, j));
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
      int startA = skipZeros(a, i);
      int startB = skipZeros(b, j);
      i = endOfDigits(a, startA);
      j = endOfDigits(b, startB);
      int order = Integer.compare(i - startA, j - startB);
      if (order == 0) {
        order = a.substring(startA, i).compareTo(b.substring(startB, j));
      }
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int rank(String text, int index) {
    if (index >= text.length() || digit(text.charAt(index))) {
      return 0;
    }
    char c = text.charAt(index);
    if (c == '~') {
      return -1;
    }
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter ? c : c + 256;
  }

  private static int skipZeros(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == '0') {
      at++;
    }
    return at;
  }

  private static int endOfDigits(String text, int from) {
    int at = from;
    while (at < text.length() && digit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
