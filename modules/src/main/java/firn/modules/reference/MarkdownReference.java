package firn.modules.reference;

import java.util.List;

/** The reference as Markdown: a section for each option. */
public final class MarkdownReference {
  private MarkdownReference() {}

  /** The whole text, ending in a newline. */
  public static String render(List<DocumentedOption> options) {
    StringBuilder out = new StringBuilder();
    for (DocumentedOption option : options) {
      out.append("## ")
          .append(option.name().replace("<", "\\<").replace("*", "\\*"))
          .append("\n\n");
      if (option.description() != null) {
        out.append(option.description()).append("\n\n");
      }
      out.append("*Type:*\n").append(option.type());
      out.append(option.readOnly() ? " *(read only)*\n\n" : "\n\n");
      excerpt(out, "Default", option.defaultText());
      excerpt(out, "Example", option.example());
      if (option.relatedPackages() != null) {
        out.append("*Related packages:*\n\n").append(option.relatedPackages()).append("\n\n");
      }
      if (!option.declarations().isEmpty()) {
        out.append("*Declared by:*\n");
        option.declarations().forEach(file -> out.append(" - `").append(file).append("`\n"));
        out.append('\n');
      }
    }
    return out.isEmpty() ? "" : out.substring(0, out.length() - 1);
  }

  private static void excerpt(
      StringBuilder out,
      String title,
      DocumentedOption.@org.jspecify.annotations.Nullable Excerpt excerpt) {
    if (excerpt == null) {
      return;
    }
    String text = excerpt.text().strip();
    out.append('*').append(title).append(":*\n");
    if (excerpt.isMarkdown()) {
      out.append(text).append("\n\n");
    } else if (text.contains("\n")) {
      out.append("\n```nix\n").append(text).append("\n```\n\n");
    } else {
      out.append(text.contains("`") ? "`` " + text + " ``" : "`" + text + "`").append("\n\n");
    }
  }
}
