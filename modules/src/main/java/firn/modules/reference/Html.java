package firn.modules.reference;

import java.util.List;
import java.util.Locale;

/** Descriptions as HTML. */
final class Html {
  private Html() {}

  static String blocks(List<Block> blocks) {
    StringBuilder out = new StringBuilder();
    for (Block block : blocks) {
      switch (block) {
        case Block.Paragraph p -> out.append("<p>").append(spans(p.text())).append("</p>");
        case Block.Listing l -> out.append(listing(l.text()));
        case Block.Notice n ->
            out.append("<div class=\"notice\"><p><strong>")
                .append(escape(n.kind().substring(0, 1).toUpperCase(Locale.ROOT)))
                .append(escape(n.kind().substring(1)))
                .append("</strong></p>")
                .append(blocks(n.blocks()))
                .append("</div>");
        case Block.Points points -> {
          String list = points.numbered() ? "ol" : "ul";
          out.append('<').append(list).append('>');
          points.items().forEach(item -> out.append("<li>").append(item(item)).append("</li>"));
          out.append("</").append(list).append('>');
        }
      }
    }
    return out.toString();
  }

  /** A point of one paragraph needs no paragraph around it. */
  private static String item(List<Block> blocks) {
    return blocks.size() == 1 && blocks.getFirst() instanceof Block.Paragraph p
        ? spans(p.text())
        : blocks(blocks);
  }

  static String listing(String text) {
    return "<pre tabindex=\"0\"><code>" + escape(text) + "</code></pre>";
  }

  static String spans(String text) {
    StringBuilder out = new StringBuilder();
    for (Span span : Span.of(text)) {
      switch (span) {
        case Span.Words w -> out.append(escape(w.text()));
        case Span.Code c -> out.append("<code>").append(escape(c.text())).append("</code>");
        case Span.Strong s -> out.append("<strong>").append(escape(s.text())).append("</strong>");
        case Span.Emphasis e -> out.append("<em>").append(escape(e.text())).append("</em>");
        case Span.Link l -> link(l, out);
      }
    }
    return out.toString();
  }

  /** Only addresses of pages are followed: descriptions may come from anybody's modules. */
  private static void link(Span.Link link, StringBuilder out) {
    if (link.address().matches("https?://.*")) {
      out.append("<a href=\"").append(escape(link.address())).append("\">");
      out.append(escape(link.text())).append("</a>");
    } else {
      out.append(escape(link.text()));
    }
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
