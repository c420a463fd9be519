package firn.eval.value;

/**
 * A text that is appended to, shared by all strings that are a beginning of it. A loop that appends
 * to one string thus copies what it appends, not all that is there already.
 */
final class GrowingText {
  /** Shorter texts are copied as fast. */
  static final int WORTHWHILE = 1024;

  private final StringBuilder text;

  private GrowingText(StringBuilder text) {
    this.text = text;
  }

  /** The first bytes of a growing text. */
  record Beginning(GrowingText of, int length) {
    /** Those bytes alone. */
    String bytes() {
      return of.first(length);
    }
  }

  /** A new one that begins with two texts. */
  static Beginning of(String text, String more) {
    StringBuilder both = new StringBuilder(text.length() + text.length() / 2 + more.length());
    both.append(text).append(more);
    return new Beginning(new GrowingText(both), both.length());
  }

  /** A beginning with more behind it: of the same text, unless that has gone on otherwise. */
  static Beginning append(Beginning before, String more) {
    GrowingText growing = before.of;
    synchronized (growing) {
      if (growing.text.length() == before.length) {
        growing.text.append(more);
        return new Beginning(growing, growing.text.length());
      }
    }
    return of(before.bytes(), more);
  }

  private synchronized String first(int length) {
    return text.substring(0, length);
  }
}
