package firn.modules.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The reference as one page that asks nobody for anything: styles, script and all options are in
 * it. Without script it is a long list; with it, one that can be searched.
 */
public final class HtmlReference {
  private HtmlReference() {}

  /** The whole page. */
  public static String render(String title, List<DocumentedOption> options) {
    StringBuilder list = new StringBuilder();
    options.forEach(option -> option(option, list));
    return resource("options.html")
        .replace("{{title}}", Html.escape(title))
        .replace("{{count}}", Integer.toString(options.size()))
        .replace("{{style}}", resource("options.css"))
        .replace("{{script}}", resource("options.js"))
        .replace("{{options}}", list.toString());
  }

  private static void option(DocumentedOption option, StringBuilder out) {
    String name = Html.escape(option.name());
    out.append("<li id=\"opt-").append(name).append("\"><details><summary><span class=\"name\">");
    // A browser may break the line after each dot.
    out.append(name.replace(".", ".<wbr>")).append("</span> <span class=\"type\">");
    out.append(Html.escape(option.type())).append("</span></summary><div class=\"body\">");
    if (option.description() != null) {
      out.append(Html.blocks(Blocks.of(option.description())));
    }
    out.append("<dl>");
    row(out, "Type", Html.escape(option.type()) + (option.readOnly() ? " (read only)" : ""));
    excerpt(out, "Default", option.defaultText());
    excerpt(out, "Example", option.example());
    if (option.relatedPackages() != null) {
      row(out, "Related packages", Html.blocks(Blocks.of(option.relatedPackages())));
    }
    if (!option.declarations().isEmpty()) {
      StringBuilder files = new StringBuilder();
      option
          .declarations()
          .forEach(file ->
              files
                  .append(files.isEmpty() ? "" : "<br>")
                  .append("<code>")
                  .append(Html.escape(file))
                  .append("</code>"));
      row(out, "Declared by", files.toString());
    }
    out.append("</dl><p><a class=\"self\" href=\"#opt-").append(name);
    out.append("\">Link to this option</a></p></div></details></li>\n");
  }

  private static void row(StringBuilder out, String title, String html) {
    out.append("<dt>").append(title).append("</dt><dd>").append(html).append("</dd>");
  }

  private static void excerpt(
      StringBuilder out, String title, DocumentedOption.@Nullable Excerpt excerpt) {
    if (excerpt == null) {
      return;
    }
    String text = excerpt.text().strip();
    if (excerpt.isMarkdown()) {
      row(out, title, Html.blocks(Blocks.of(text)));
    } else if (text.contains("\n")) {
      row(out, title, Html.listing(text));
    } else {
      row(out, title, "<code>" + Html.escape(text) + "</code>");
    }
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(HtmlReference.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
