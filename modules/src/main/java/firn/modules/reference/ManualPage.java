package firn.modules.reference;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reference as a manual page, written with the macros of man(7). */
public final class ManualPage {
  private static final Map<Integer, String> ESCAPES =
      Map.of(
          (int) '\\', "\\e",
          (int) '-', "\\-",
          (int) '\'', "\\(aq",
          (int) '`', "\\(ga",
          (int) '^', "\\(ha",
          (int) '~', "\\(ti");

  private final StringBuilder out = new StringBuilder();

  private ManualPage() {}

  /**
   * The whole page.
   *
   * @param name what the page is called, such as {@code configuration.nix}
   * @param summary a line on what that is
   */
  public static String render(String name, String summary, List<DocumentedOption> options) {
    ManualPage page = new ManualPage();
    page.line(".TH \"" + escape(name).toUpperCase(Locale.ROOT) + "\" \"5\" \"\" \"Firn\"");
    page.line(".SH NAME");
    page.line(escape(name) + " \\- " + escape(summary));
    page.line(".SH OPTIONS");
    options.forEach(page::option);
    return page.out.toString();
  }

  private void option(DocumentedOption option) {
    line(".PP");
    line("\\fB" + escape(option.name()) + "\\fR");
    line(".RS 4");
    if (option.description() != null) {
      blocks(Blocks.of(option.description()));
    }
    labelled("Type:", escape(option.type()) + (option.readOnly() ? " (read only)" : ""));
    excerpt("Default:", option.defaultText());
    excerpt("Example:", option.example());
    if (option.relatedPackages() != null) {
      line(".sp");
      line("\\fIRelated packages:\\fR");
      blocks(Blocks.of(option.relatedPackages()));
    }
    if (!option.declarations().isEmpty()) {
      line(".sp");
      line("\\fIDeclared by:\\fR");
      option
          .declarations()
          .forEach(file -> {
            line(".br");
            line(escape(file));
          });
    }
    line(".RE");
  }

  private void labelled(String label, String text) {
    line(".sp");
    line("\\fI" + label + "\\fR " + text);
  }

  private void excerpt(String label, DocumentedOption.@Nullable Excerpt excerpt) {
    if (excerpt == null) {
      return;
    }
    String text = excerpt.text().strip();
    if (excerpt.isMarkdown()) {
      line(".sp");
      line("\\fI" + label + "\\fR");
      blocks(Blocks.of(text));
    } else if (text.contains("\n")) {
      line(".sp");
      line("\\fI" + label + "\\fR");
      listing(text);
    } else {
      labelled(label, escape(text));
    }
  }

  private void blocks(List<Block> blocks) {
    for (Block block : blocks) {
      switch (block) {
        case Block.Paragraph p -> {
          line(".sp");
          paragraph(p.text());
        }
        case Block.Listing l -> listing(l.text());
        case Block.Notice n -> {
          line(".sp");
          line(
              "\\fB"
                  + n.kind().substring(0, 1).toUpperCase(Locale.ROOT)
                  + n.kind().substring(1)
                  + ":\\fR");
          line(".RS 4");
          blocks(n.blocks());
          line(".RE");
        }
        case Block.Points points -> points(points);
      }
    }
  }

  private void points(Block.Points points) {
    int number = 1;
    for (List<Block> item : points.items()) {
      line(".IP \"" + (points.numbered() ? number++ + "." : "\\(bu") + "\" 4");
      if (!item.isEmpty() && item.getFirst() instanceof Block.Paragraph first) {
        paragraph(first.text());
        blocks(item.subList(1, item.size()));
      } else {
        blocks(item);
      }
    }
    // Back to the indent before the points.
    line(".PP");
  }

  private void listing(String text) {
    line(".sp");
    line(".RS 4");
    line(".nf");
    text.lines().forEach(each -> text(escape(each)));
    line(".fi");
    line(".RE");
  }

  private void paragraph(String text) {
    StringBuilder written = new StringBuilder();
    for (Span span : Span.of(text)) {
      written.append(
          switch (span) {
            case Span.Words w -> escape(w.text());
            case Span.Code c -> "\\fB" + escape(c.text()) + "\\fR";
            case Span.Strong s -> "\\fB" + escape(s.text()) + "\\fR";
            case Span.Emphasis e -> "\\fI" + escape(e.text()) + "\\fR";
            case Span.Link l ->
                l.text().equals(l.address())
                    ? escape(l.address())
                    : escape(l.text()) + " (" + escape(l.address()) + ")";
          });
    }
    written.toString().lines().forEach(this::text);
  }

  /** A line of text; one that starts with a dot would be a request. */
  private void text(String text) {
    line(text.startsWith(".") ? "\\&" + text : text);
  }

  /** Characters that roff would take for something else. */
  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          String written = ESCAPES.get(c);
          if (written != null) {
            escaped.append(written);
          } else if (c > '~') {
            escaped.append(String.format(Locale.ROOT, "\\[u%04X]", c));
          } else {
            escaped.appendCodePoint(c);
          }
        });
    return escaped.toString();
  }

  private boolean endsWith(String end) {
    return out.length() >= end.length() && out.indexOf(end, out.length() - end.length()) >= 0;
  }

  private void line(String text) {
    // A new paragraph keeps a distance already.
    boolean keepsDistance = text.equals(".sp") && endsWith("\n.PP\n");
    out.append(keepsDistance ? "" : text + '\n');
  }
}
