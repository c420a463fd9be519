package firn.modules.option;

import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where an option stands: the attribute names that lead to it, outermost first. Immutable. */
public final class OptionPath {
  public static final OptionPath ROOT = new OptionPath(null, "");

  private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_'-]*");
  private static final Set<String> KEYWORDS =
      Set.of("assert", "else", "if", "in", "inherit", "let", "or", "rec", "then", "with");

  private final @Nullable OptionPath parent;
  private final String last;
  private @Nullable NixList value;

  private OptionPath(@Nullable OptionPath parent, String last) {
    this.parent = parent;
    this.last = last;
  }

  /** The path written as a list of strings. */
  public static OptionPath of(Value list) {
    OptionPath path = ROOT;
    for (Value part : list.asList()) {
      path = path.child(part.asBytes());
    }
    return path;
  }

  /** The path of an attribute below this one. */
  public OptionPath child(String name) {
    return new OptionPath(this, name);
  }

  /** This path, then the other below it. */
  public OptionPath append(OptionPath below) {
    OptionPath result = this;
    for (String part : below.parts()) {
      result = result.child(part);
    }
    return result;
  }

  public boolean isRoot() {
    return parent == null;
  }

  /** The last name; empty for the root. */
  public String last() {
    return last;
  }

  /** The path without its last name; the root is its own. */
  public OptionPath parent() {
    return parent == null ? this : parent;
  }

  /** The names, outermost first (bytes). */
  public List<String> parts() {
    List<String> parts = new ArrayList<>();
    for (OptionPath at = this; at.parent != null; at = at.parent) {
      parts.add(at.last);
    }
    Collections.reverse(parts);
    return parts;
  }

  /** The path as a list of strings. */
  public NixList toValue() {
    NixList known = value;
    if (known == null) {
      known = NixList.of(parts().stream().map(NixString::of).toList());
      value = known;
    }
    return known;
  }

  /** The names with dots between them and nothing quoted. */
  public String dotted() {
    return String.join(".", parts());
  }

  /** The path as it is written in a module: {@code services.nginx.virtualHosts."a.org"}. */
  @Override
  public String toString() {
    return String.join(".", parts().stream().map(OptionPath::showPart).toList());
  }

  /** A placeholder as it is, anything else as {@link #identifier}. */
  private static String showPart(String part) {
    boolean placeholder = part.equals("*") || (part.startsWith("<") && part.endsWith(">"));
    return placeholder && part.length() != 1 || part.equals("*") ? part : identifier(part);
  }

  /** An attribute name as it is written in the language, quoted where it must be. */
  public static String identifier(String name) {
    return IDENTIFIER.matcher(name).matches() && !KEYWORDS.contains(name) ? name : quoted(name);
  }

  /** A string (bytes) as it is written in the language, on one line. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\', '$' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
