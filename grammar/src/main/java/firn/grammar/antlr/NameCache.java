package firn.grammar.antlr;

/**
 * Recently seen names, so that the same name mostly is the same {@code String}. Shared by all
 * threads without locks: a lost entry costs a copy, nothing else.
 */
final class NameCache {
  private static final int SIZE = 1 << 13;
  private static final int LONGEST = 40;
  private static final String[] RECENT = new String[SIZE];

  static {
    java.util.Arrays.fill(RECENT, "");
  }

  private NameCache() {}

  static String name(String text, int start, int end) {
    int length = end - start;
    if (length > LONGEST) {
      return text.substring(start, end);
    }
    int hash = length;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + text.charAt(i);
    }
    int slot = (hash ^ (hash >>> 13)) & (SIZE - 1);
    String seen = RECENT[slot];
    if (seen.length() == length && text.startsWith(seen, start)) {
      return seen;
    }
    String name = text.substring(start, end);
    RECENT[slot] = name;
    return name;
  }
}
