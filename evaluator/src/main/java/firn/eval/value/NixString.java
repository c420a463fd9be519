package firn.eval.value;

import java.nio.charset.StandardCharsets;

/**
 * A string: a sequence of bytes, kept as a Java string with one char in 0..255 per byte, with the
 * store paths it refers to.
 */
public final class NixString extends Value {
  public static final NixString EMPTY = new NixString("", Context.NONE);

  private final String bytes;
  private final Context context;

  private NixString(String bytes, Context context) {
    this.bytes = bytes;
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
    return bytes;
  }

  /** The store paths the string refers to. */
  public Context context() {
    return context;
  }

  /** The bytes read as UTF-8; what is not UTF-8 becomes the replacement character. */
  public String toUnicode() {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  @Override
  public ValueType type() {
    return ValueType.STRING;
  }

  @Override
  public String toString() {
    return bytes;
  }
}
