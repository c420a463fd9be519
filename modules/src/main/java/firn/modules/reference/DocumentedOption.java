package firn.modules.reference;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option as the reference shows it; all texts in Unicode.
 *
 * @param name the path as it is written in a module
 * @param path its parts
 * @param type in words
 * @param description Markdown; null if there is none
 * @param defaultText null if there is none
 * @param example null if there is none
 * @param relatedPackages a list in Markdown; null if there is none
 * @param declarations files, shortened where they come with the program
 * @param readOnly whether a configuration may not set it
 */
public record DocumentedOption(
    String name,
    List<String> path,
    String type,
    @Nullable String description,
    @Nullable Excerpt defaultText,
    @Nullable Excerpt example,
    @Nullable String relatedPackages,
    List<String> declarations,
    boolean readOnly) {

  /**
   * A default or an example.
   *
   * @param isMarkdown whether it is prose; else it is an expression of the language
   */
  public record Excerpt(String text, boolean isMarkdown) {}

  /** Siblings by name, but what turns the others on or is run by them comes first. */
  static final Comparator<DocumentedOption> ORDER =
      (a, b) -> {
        for (int i = 0; i < Math.min(a.path.size(), b.path.size()); i++) {
          int order =
              Comparator.comparingInt(DocumentedOption::rank)
                  .thenComparing(Comparator.naturalOrder())
                  .compare(a.path.get(i), b.path.get(i));
          if (order != 0) {
            return order;
          }
        }
        return Integer.compare(a.path.size(), b.path.size());
      };

  private static int rank(String part) {
    return part.equals("enable") ? 0 : part.equals("package") ? 1 : 2;
  }
}
