package firn.modules.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the Markdown that descriptions are written in: paragraphs, listings between fences, lists
 * and notices ({@code ::: {.note}}), as the manual of NixOS has them.
 */
final class Blocks {
  private static final Pattern POINT = Pattern.compile("( *)([-*+]|[0-9]+[.)])( +)(.*)");
  private static final Pattern NOTICE = Pattern.compile(":{3,} *\\{?\\.?([a-z]+)[^}]*\\}?");

  private final List<String> lines;
  private int at;

  private Blocks(List<String> lines) {
    this.lines = lines;
  }

  static List<Block> of(String markdown) {
    return new Blocks(markdown.strip().lines().toList()).read();
  }

  private List<Block> read() {
    List<Block> result = new ArrayList<>();
    while (at < lines.size()) {
      String line = lines.get(at);
      Matcher point = POINT.matcher(line);
      Matcher notice = NOTICE.matcher(line.strip());
      if (line.isBlank()) {
        at++;
      } else if (line.strip().startsWith("```")) {
        result.add(listing());
      } else if (notice.matches()) {
        at++;
        result.add(new Block.Notice(notice.group(1), of(until(":::"))));
      } else if (point.matches()) {
        result.add(points(Character.isDigit(point.group(2).charAt(0))));
      } else {
        result.add(paragraph());
      }
    }
    return result;
  }

  private Block.Listing listing() {
    int indent = indent(lines.get(at));
    at++;
    List<String> text = new ArrayList<>();
    while (at < lines.size() && !lines.get(at).strip().equals("```")) {
      String line = lines.get(at);
      text.add(line.substring(Math.min(indent, indent(line))));
      at++;
    }
    at++;
    return new Block.Listing(String.join("\n", text));
  }

  /** The lines before one that starts so, which is passed over. */
  private String until(String end) {
    List<String> text = new ArrayList<>();
    while (at < lines.size() && !lines.get(at).strip().startsWith(end)) {
      text.add(lines.get(at++));
    }
    at++;
    return String.join("\n", text);
  }

  private Block.Points points(boolean numbered) {
    List<List<Block>> items = new ArrayList<>();
    while (at < lines.size()) {
      Matcher point = POINT.matcher(lines.get(at));
      if (!point.matches()) {
        break;
      }
      int width = point.start(4);
      List<String> item = new ArrayList<>(List.of(point.group(4)));
      at++;
      while (at < lines.size() && belongs(lines.get(at), width)) {
        String line = lines.get(at++);
        item.add(line.substring(Math.min(width, indent(line))));
      }
      items.add(of(String.join("\n", item)));
      while (at < lines.size() && lines.get(at).isBlank()) {
        at++;
      }
    }
    return new Block.Points(numbered, items);
  }

  private static boolean belongs(String line, int width) {
    return line.isBlank()
        || indent(line) >= width
        || indent(line) > 0 && !POINT.matcher(line).matches();
  }

  private Block.Paragraph paragraph() {
    List<String> text = new ArrayList<>();
    while (at < lines.size() && !interrupts(lines.get(at))) {
      text.add(lines.get(at++).strip());
    }
    return new Block.Paragraph(String.join("\n", text));
  }

  private static boolean interrupts(String line) {
    return line.isBlank()
        || line.strip().startsWith("```")
        || line.strip().startsWith(":::")
        || POINT.matcher(line).matches();
  }

  private static int indent(String line) {
    int width = 0;
    while (width < line.length() && line.charAt(width) == ' ') {
      width++;
    }
    return width;
  }
}
