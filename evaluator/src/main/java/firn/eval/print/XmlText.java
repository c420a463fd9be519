package firn.eval.print;

import java.util.Map;

/** Elements of XML, each in lines of its own and indented, as Nix writes them. */
public final class XmlText {
  private final StringBuilder out;

  /**
   * @param out where to append
   */
  public XmlText(StringBuilder out) {
    this.out = out;
  }

  /** An element with others in it, up to {@link #close}; attributes in the order of the map. */
  public void open(String element, Map<String, String> attributes, int depth) {
    start(element, attributes, depth);
    out.append(">\n");
  }

  /** An element with nothing in it. */
  public void empty(String element, Map<String, String> attributes, int depth) {
    start(element, attributes, depth);
    out.append(" />\n");
  }

  /** The end of an element. */
  public void close(String element, int depth) {
    out.repeat("  ", depth).append("</").append(element).append(">\n");
  }

  private void start(String element, Map<String, String> attributes, int depth) {
    out.repeat("  ", depth).append('<').append(element);
    attributes.forEach((name, value) -> {
      out.append(' ').append(name).append("=\"");
      escape(value);
      out.append('"');
    });
  }

  private void escape(String value) {
    int from = 0;
    for (int i = 0; i < value.length(); i++) {
      String escape =
          switch (value.charAt(i)) {
            case '"' -> "&quot;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            // A line end in an attribute would be read back as a space.
            case '\n' -> "&#xA;";
            default -> null;
          };
      if (escape != null) {
        out.append(value, from, i).append(escape);
        from = i + 1;
      }
    }
    out.append(value, from, value.length());
  }
}
