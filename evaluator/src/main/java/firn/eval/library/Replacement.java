package firn.eval.library;

import firn.eval.value.Context;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code replaceStrings}. Replacements are forced when they are first needed, and only
 * those add to the context. An empty pattern matches before every byte and at the end.
 */
final class Replacement {
  /** So many patterns are tried one after the other sooner than a table of them is made. */
  private static final int FEW = 4;

  private final String[] patterns;
  private final NixList to;
  private final NixString subject;
  private final @Nullable String[] known;
  private final int @Nullable [] byFirst;
  private final int firstEmpty;
  private Context context;

  Replacement(String[] patterns, NixList to, NixString subject) {
    this.patterns = patterns;
    this.to = to;
    this.subject = subject;
    this.known = new @Nullable String[patterns.length];
    this.context = subject.context();
    int[] first = patterns.length > FEW ? new int[256] : null;
    int empty = patterns.length;
    for (int i = patterns.length - 1; i >= 0; i--) {
      if (patterns[i].isEmpty()) {
        empty = i;
      } else if (first != null) {
        first[patterns[i].charAt(0)] = i + 1;
      }
    }
    this.byFirst = first;
    this.firstEmpty = empty;
  }

  NixString run() {
    String s = subject.bytes();
    StringBuilder out = new StringBuilder(s.length());
    int p = 0;
    while (p <= s.length()) {
      int match = match(s, p);
      if (match < patterns.length) {
        out.append(replacement(match));
      }
      boolean skips = match < patterns.length && !patterns[match].isEmpty();
      if (!skips && p < s.length()) {
        out.append(s.charAt(p));
      }
      p += skips ? patterns[match].length() : 1;
    }
    return NixString.of(out.toString(), context);
  }

  private int match(String s, int p) {
    if (p == s.length()) {
      return firstEmpty;
    }
    // No pattern before this one starts with the byte here.
    int start = byFirst == null ? 0 : byFirst[s.charAt(p)] - 1;
    for (int i = start; i >= 0 && i < firstEmpty; i++) {
      if (s.startsWith(patterns[i], p)) {
        return i;
      }
    }
    return firstEmpty;
  }

  private String replacement(int index) {
    String bytes = known[index];
    if (bytes == null) {
      NixString value =
          Args.string(
              to.get(index),
              "while evaluating one of the replacement strings passed to"
                  + " builtins.replaceStrings");
      context = context.union(value.context());
      bytes = value.bytes();
      known[index] = bytes;
    }
    return bytes;
  }
}
