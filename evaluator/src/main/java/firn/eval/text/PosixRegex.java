package firn.eval.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A POSIX extended regular expression on bytes (one char in 0..255 each), as {@code std::regex}
 * reads it for Nix's {@code match} and {@code split}. Matching takes time linear in the subject and
 * no recursion.
 *
 * <p>Of several matches that start at one place the longest is found; which group matched what
 * within it follows the order of the alternatives, earlier and greedier first.
 */
public final class PosixRegex {
  private static final int FLAGS = Pattern.DOTALL | Pattern.DISABLE_UNICODE_GROUPS;

  private final Pattern longest;
  private final Pattern ordered;

  private PosixRegex(String re2) {
    this.longest = Pattern.compile(re2, FLAGS | Pattern.LONGEST_MATCH);
    this.ordered = Pattern.compile(re2, FLAGS);
  }

  /**
   * Compiles one.
   *
   * @throws InvalidRegexException if it is none, or repeats something more than 1000 times
   */
  public static PosixRegex compile(String regex) {
    try {
      return new PosixRegex(PosixSyntax.toRe2(regex));
    } catch (PatternSyntaxException e) {
      throw new InvalidRegexException(e.getDescription());
    }
  }

  /** The number of groups. */
  public int groupCount() {
    return ordered.groupCount();
  }

  /** The groups of a match of the whole subject, null for one that took no part; null if none. */
  public @Nullable String @Nullable [] match(String subject) {
    Matcher matcher = ordered.matcher(subject);
    return matcher.matches() ? groups(matcher) : null;
  }

  /**
   * A match inside a subject.
   *
   * @param start offset of its first byte
   * @param end offset after its last byte
   * @param groups as of {@link PosixRegex#match}
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
  public record Found(int start, int end, @Nullable String[] groups) {}

  /** Finds all matches that do not overlap, from left to right. */
  public List<Found> findAll(String subject) {
    List<Found> all = new ArrayList<>();
    Matcher matcher = longest.matcher(subject);
    while (matcher.find()) {
      int start = matcher.start();
      int end = matcher.end();
      all.add(new Found(start, end, groupsWithin(matcher, subject, start, end)));
    }
    return all;
  }

  private @Nullable String[] groupsWithin(Matcher found, String subject, int start, int end) {
    if (found.groupCount() == 0) {
      return new @Nullable String[0];
    }
    Matcher inOrder = ordered.matcher(subject.substring(start, end));
    return groups(inOrder.matches() ? inOrder : found);
  }

  private static @Nullable String[] groups(Matcher matcher) {
    @Nullable String[] groups = new @Nullable String[matcher.groupCount()];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = matcher.group(i + 1);
    }
    return groups;
  }
}
