package firn.systemd;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The name of a unit: {@code prefix@instance.type}. */
public record UnitName(String text) {
  /**
   * The unit of a path, as systemd-escape(1) has it: {@code /srv/my data} becomes {@code
   * srv-my\\x20data.mount}.
   *
   * @param path an absolute path
   * @param type the type of the unit
   */
  public static UnitName ofPath(String path, String type) {
    String trimmed = path.replaceAll("/+", "/").replaceAll("^/|/$", "");
    if (trimmed.isEmpty()) {
      return new UnitName("-." + type);
    }
    StringBuilder out = new StringBuilder();
    for (byte one : trimmed.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (one & 0xff);
      if (c == '/') {
        out.append('-');
      } else if (c < 0x80
          && (Character.isLetterOrDigit(c)
              || c == ':'
              || c == '_'
              || (c == '.' && !out.isEmpty()))) {
        out.append(c);
      } else {
        out.append("\\x%02x".formatted((int) c));
      }
    }
    return new UnitName(out + "." + type);
  }

  /** What follows the last dot: {@code service}, {@code socket}, … */
  public String type() {
    return text.substring(text.lastIndexOf('.') + 1);
  }

  /** The name without its type. */
  public String stem() {
    return text.substring(0, text.lastIndexOf('.'));
  }

  public boolean isTemplate() {
    return stem().endsWith("@");
  }

  /** The template that this unit is an instance of, or null. */
  public @Nullable String template() {
    int at = stem().indexOf('@');
    return at < 0 || isTemplate() ? null : text.substring(0, at + 1) + "." + type();
  }

  @Override
  public String toString() {
    return text;
  }
}
