package firn.eval.value;

import java.nio.charset.StandardCharsets;

/**
 * A string: a sequence of bytes, kept as a Java string with one char in 0..255 per byte, with the
 * store paths it refers to.
 */
public final class NixString extends Value {
  public static final NixString EMPTY = new NixString("", Context.NONE);

  /** A string, or a beginning of a growing text until somebody asks for the string. */
  private Object content;

  private final Context context;

  private NixString(Object content, Context context) {
    this.content = content;
    this.context = context;
  }

  /** A string of bytes without context. */
  public static NixString of(String bytes) {
    return bytes.isEmpty() ? EMPTY : new NixString(bytes, Context.NONE);
  }

  /** A string of bytes that refers to store paths. */
  public static NixString of(String bytes, Context context) {
    return new NixString(bytes, context);
  }

  /** A string of Unicode characters, encoded as UTF-8. */
  public static NixString ofUnicode(String unicode) {
    return of(Bytes.ofUnicode(unicode));
  }

  /** The bytes as chars. */
  public String bytes() {
    return content instanceof String bytes ? bytes : settled();
  }

  private String settled() {
    // Another thread may have settled it meanwhile, and any of the two strings will do.
    Object now = content;
    String bytes = now instanceof GrowingText.Beginning growing ? growing.bytes() : (String) now;
    content = bytes;
    return bytes;
  }

  /** How many bytes there are. */
  public int length() {
    Object now = content;
    return now instanceof String bytes ? bytes.length() : ((GrowingText.Beginning) now).length();
  }

  /** Whether it is so long that {@link #append} need not copy it. */
  public boolean isLong() {
    return length() >= GrowingText.WORTHWHILE;
  }

  /**
   * This string and then more bytes.
   *
   * @param whole the store paths that the result refers to
   */
  public NixString append(String more, Context whole) {
    Object now = content;
    if (!isLong() || more.length() > length() / 2) {
      return of(bytes().concat(more), whole);
    }
    return new NixString(
        now instanceof GrowingText.Beginning growing
            ? GrowingText.append(growing, more)
            : GrowingText.of((String) now, more),
        whole);
  }

  /** The store paths the string refers to. */
  public Context context() {
    return context;
  }

  /** The bytes read as UTF-8; what is not UTF-8 becomes the replacement character. */
  public String toUnicode() {
    return new String(bytes().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  @Override
  public ValueType type() {
    return ValueType.STRING;
  }

  @Override
  public String toString() {
    return bytes();
  }
}
