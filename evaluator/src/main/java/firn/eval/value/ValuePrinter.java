package firn.eval.value;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Shows values as the language writes them, within bounds, and without forcing anything: what
 * messages and {@code builtins.trace} show. Text is bytes, one char each.
 */
public final class ValuePrinter {
  private static final Set<String> KEYWORDS =
      Set.of("if", "then", "else", "assert", "with", "let", "in", "rec", "inherit");

  private final Limits limits;
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final StringBuilder out = new StringBuilder();
  private int attributes;
  private int items;

  /**
   * How much is shown.
   *
   * @param depth of nesting
   * @param attributes in all sets together
   * @param items in all lists together
   * @param stringBytes of each string
   */
  public record Limits(int depth, int attributes, int items, int stringBytes) {
    /** For values of unknown size in messages. */
    public static final Limits MESSAGE = new Limits(10, 10, 10, 1024);

    public static final Limits NONE =
        new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  private ValuePrinter(Limits limits) {
    this.limits = limits;
  }

  /** A value as it stands in a message. */
  public static String forMessage(Value value) {
    return print(value, Limits.MESSAGE);
  }

  /** A value within bounds; what is not computed yet shows as {@code «thunk»}. */
  public static String print(Value value, Limits limits) {
    ValuePrinter printer = new ValuePrinter(limits);
    printer.value(value, 0);
    return printer.out.toString();
  }

  private void value(Value value, int depth) {
    Value v = value instanceof Thunk t ? t.valueIfForced() : value;
    switch (v) {
      case null ->
          out.append(
              ((Thunk) value).isClaimed()
                  ? guillemets("potential infinite recursion")
                  : guillemets("thunk"));
      case NixInt i -> out.append(i.value());
      case NixFloat f -> out.append(Floats.display(f.value()));
      case NixBool b -> out.append(b.value());
      case NixNull n -> out.append("null");
      case NixString s -> string(s.bytes());
      case NixPath p -> out.append(p.path());
      case NixAttrs a -> attrs(a, depth);
      case NixList l -> list(value, l, depth);
      case NixFunction f -> out.append(Bytes.OPEN).append(f.describe()).append(Bytes.CLOSE);
      case Thunk t -> throw new IllegalStateException("a thunk holds a thunk");
      case TailCall t -> throw new IllegalStateException("a tail call is pending");
    }
  }

  private static String guillemets(String text) {
    return Bytes.OPEN + text + Bytes.CLOSE;
  }

  private void string(String bytes) {
    if (bytes.length() <= limits.stringBytes) {
      quote(bytes, out);
      return;
    }
    quote(bytes.substring(0, limits.stringBytes), out);
    out.append(' ');
    elided(bytes.length() - limits.stringBytes, "byte");
  }

  private void elided(int count, String noun) {
    out.append(Bytes.OPEN).append(count).append(' ').append(noun).append(count == 1 ? "" : "s");
    out.append(" elided").append(Bytes.CLOSE);
  }

  private void attrs(NixAttrs set, int depth) {
    if (!seen.add(set)) {
      out.append(guillemets("repeated"));
      return;
    }
    if (depth >= limits.depth) {
      out.append("{ ... }");
      return;
    }
    out.append('{');
    int printed = 0;
    for (Symbol name : order(set)) {
      out.append(' ');
      if (attributes >= limits.attributes) {
        elided(set.size() - printed, "attribute");
        break;
      }
      out.append(attributeName(name.name())).append(" = ");
      Value v = set.get(name);
      value(v == null ? NixNull.NULL : v, depth + 1);
      out.append(';');
      attributes++;
      printed++;
    }
    out.append(" }");
  }

  /** By name; where not all can be shown, the attributes that say what the set is come first. */
  private List<Symbol> order(NixAttrs set) {
    List<Symbol> names = set.names();
    if (limits.attributes == Integer.MAX_VALUE) {
      return names;
    }
    List<Symbol> first =
        names.stream().filter(n -> n.name().equals("type") || n.name().equals("_type")).toList();
    if (first.isEmpty()) {
      return names;
    }
    int n = first.size();
    List<Symbol> rest = names.stream().filter(s -> !first.contains(s)).toList();
    return IntStream.range(0, names.size())
        .mapToObj(i -> i < n ? first.get(i) : rest.get(i - n))
        .toList();
  }

  private void list(Value slot, NixList list, int depth) {
    if (list.size() > 0 && !seen.add(slot)) {
      out.append(guillemets("repeated"));
      return;
    }
    if (depth >= limits.depth) {
      out.append("[ ... ]");
      return;
    }
    out.append('[');
    int printed = 0;
    for (Value item : list.items()) {
      out.append(' ');
      if (items >= limits.items) {
        elided(list.size() - printed, "item");
        break;
      }
      value(item, depth + 1);
      items++;
      printed++;
    }
    out.append(" ]");
  }

  /** A string as a literal of the language. */
  public static String quote(String bytes) {
    StringBuilder out = new StringBuilder(bytes.length() + 2);
    quote(bytes, out);
    return out.toString();
  }

  /** Appends a string as a literal of the language. */
  public static void quote(String bytes, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '$' -> {
          boolean opens = i + 1 < bytes.length() && bytes.charAt(i + 1) == '{';
          out.append(opens ? "\\$" : "$");
        }
        default -> out.append(c);
      }
    }
    out.append('"');
  }

  /** An attribute name, quoted where it is no identifier. */
  public static String attributeName(String name) {
    return isIdentifier(name) ? name : quote(name);
  }

  /** A name, quoted where it does not begin with a letter or is no identifier at all. */
  public static String identifier(String name) {
    return isIdentifier(name) && (name.charAt(0) != '\'') ? name : quote(name);
  }

  private static boolean isIdentifier(String name) {
    if (name.isEmpty() || KEYWORDS.contains(name)) {
      return false;
    }
    char first = name.charAt(0);
    if ((first >= '0' && first <= '9') || first == '-' || first == '\'') {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '-'
              || c == '\'';
      if (!allowed) {
        return false;
      }
    }
    return true;
  }
}
