package firn.modules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What inspecting a path of {@code options} finds. Texts are bytes, one char in 0..255 each. */
public sealed interface OptionReport {

  /** The path as it is written in a module. */
  String path();

  /**
   * An option.
   *
   * @param type its type in words
   * @param description Markdown; null if there is none
   * @param defaultText the default as an expression or as text; null if there is none
   * @param example likewise
   * @param value the value as an expression; null if it cannot be evaluated
   * @param error why it cannot be evaluated; null if it can
   * @param undefined the element on the way that nothing defines, so that this option has no value
   *     and is only what it could be; null if it is there
   * @param declarations where it is declared: {@code file} or {@code file:line:column}
   * @param definitions all of them, those that count first
   * @param readOnly whether it takes one definition only
   * @param children paths of options below it, where it holds submodules
   */
  record Option(
      String path,
      String type,
      @Nullable String description,
      @Nullable String defaultText,
      @Nullable String example,
      @Nullable String value,
      @Nullable String error,
      @Nullable String undefined,
      List<String> declarations,
      List<Definition> definitions,
      boolean readOnly,
      List<String> children)
      implements OptionReport {}

  /**
   * A definition.
   *
   * @param place {@code file} or {@code file:line:column}
   * @param priority the lowest number wins
   * @param counts whether it is among those that make the value
   * @param isDefault whether it is the option's default
   * @param value as an expression; null if it cannot be evaluated
   */
  record Definition(
      String place, long priority, boolean counts, boolean isDefault, @Nullable String value) {}

  /**
   * A set of options.
   *
   * @param children paths of what is right below it
   */
  record Group(String path, List<String> children) implements OptionReport {}

  /**
   * No option.
   *
   * @param suggestions paths that may be meant, nearest first
   */
  record Unknown(String path, List<String> suggestions) implements OptionReport {}
}
