package firn.modules.option;

import firn.eval.value.Code;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where an option stands: the attribute names that lead to it, outermost first. Immutable. */
public final class OptionPath {
  public static final OptionPath ROOT = new OptionPath(null, "", 0, 0, null);

  private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_'-]*");
  private static final Set<String> KEYWORDS =
      Set.of("assert", "else", "if", "in", "inherit", "let", "or", "rec", "then", "with");

  private static final Code TO_VALUE =
      new Code() {
        @Override
        protected Value run(Object payload) {
          return ((OptionPath) payload).toValue();
        }
      };

  private final @Nullable OptionPath parent;
  private final int definition;
  private final int entry;
  private final int length;

  /** What made the submodule whose own path this is; null for the path of anything else. */
  private final @Nullable List<Definition> opened;

  /** The last name; null for an element of a list until somebody asks, which few do. */
  private @Nullable String last;

  private @Nullable NixList value;

  private OptionPath(
      @Nullable OptionPath parent,
      @Nullable String last,
      int definition,
      int entry,
      @Nullable List<Definition> opened) {
    this.parent = parent;
    this.opened = opened;
    this.last = last;
    this.definition = definition;
    this.entry = entry;
    this.length = parent == null ? 0 : parent.length + 1;
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
    return new OptionPath(this, name, 0, 0, null);
  }

  /**
   * The path of an element of a list.
   *
   * @param definition which of the definitions of this option, from 1
   * @param entry which of its elements, from 1
   */
  OptionPath element(int definition, int entry) {
    return new OptionPath(this, null, definition, entry, null);
  }

  /**
   * The same path, which now starts an evaluation of modules: a submodule's, or a container's.
   *
   * @param definitions those that are modules of it; none for one that is no submodule
   */
  public OptionPath opened(List<Definition> definitions) {
    return new OptionPath(parent, last, definition, entry, definitions);
  }

  /** The path of the evaluation that this path lies in: it, or one before it; else the root. */
  OptionPath evaluation() {
    OptionPath at = this;
    while (at.parent != null && at.opened == null) {
      at = at.parent;
    }
    return at;
  }

  /** What {@link #opened} was told. */
  List<Definition> openings() {
    return opened == null ? List.of() : opened;
  }

  /** The names behind so many, as they are written in a module. */
  String behind(int names) {
    return String.join(
        ".", parts().subList(names, length).stream().map(OptionPath::showPart).toList());
  }

  /** This path, then the other below it. */
  public OptionPath append(OptionPath below) {
    OptionPath result = this;
    for (String part : below.parts()) {
      result = result.child(part);
    }
    return result;
  }

  /** Whether it names an element of a list. */
  boolean isElement() {
    return entry > 0;
  }

  public boolean isRoot() {
    return parent == null;
  }

  /** How many names it has. */
  public int length() {
    return length;
  }

  /** The path as it is written in a module, cut off behind so many names. */
  String beginning(int names) {
    if (length <= names) {
      return toString();
    }
    OptionPath at = this;
    while (at.length > names) {
      at = at.parent();
    }
    return at + "...";
  }

  /** The last name; empty for the root. */
  public String last() {
    String known = last;
    if (known == null) {
      known = "[definition " + definition + "-entry " + entry + "]";
      last = known;
    }
    return known;
  }

  /** The path without its last name; the root is its own. */
  public OptionPath parent() {
    return parent == null ? this : parent;
  }

  /** The names, outermost first (bytes). */
  public List<String> parts() {
    List<String> parts = new ArrayList<>();
    for (OptionPath at = this; at.parent != null; at = at.parent) {
      parts.add(at.last());
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

  /** As {@link #toValue}, made when it is needed. */
  Value delayed() {
    NixList known = value;
    return known == null ? new Thunk(TO_VALUE, this) : known;
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
