package firn.store;

import org.jspecify.annotations.Nullable;

/**
 * Text or bytes that are not what they claim to be: a store path, hash, derivation, archive or
 * narinfo that breaks its format. The message names the offender, shortened where it is long.
 */
public final class MalformedException extends StoreException {
  private static final long serialVersionUID = 1L;

  public MalformedException(String message) {
    super(message);
  }

  public MalformedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** A quotation of hostile text that is safe to print: bounded, control characters replaced. */
  static String quote(String text) {
    int end = Math.min(text.length(), 120);
    StringBuilder out = new StringBuilder(end + 4).append('\'');
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      out.append(c < ' ' || c == 0x7f ? '?' : c);
    }
    return out.append(end < text.length() ? "…'" : "'").toString();
  }
}
