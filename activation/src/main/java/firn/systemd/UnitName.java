package firn.systemd;

import org.jspecify.annotations.Nullable;

/** The name of a unit: {@code prefix@instance.type}. */
public record UnitName(String text) {
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
