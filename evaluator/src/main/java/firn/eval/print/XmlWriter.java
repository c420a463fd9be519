package firn.eval.print;

import firn.eval.code.Closure;
import firn.eval.error.Place;
import firn.eval.value.CallStack;
import firn.eval.value.Context;
import firn.eval.value.Equality;
import firn.eval.value.Floats;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixFloat;
import firn.eval.value.NixFunction;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.TailCall;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import firn.grammar.Position;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values as XML, as {@code builtins.toXML} and {@code nix-instantiate --eval --xml} give them. */
public final class XmlWriter {
  private static final int MAX_DEPTH = 10_000;

  private final boolean strict;
  private final boolean places;
  private final StringBuilder out = new StringBuilder("<?xml version='1.0' encoding='utf-8'?>\n");
  private final Set<String> derivations = new HashSet<>();
  private Context context = Context.NONE;

  private XmlWriter(boolean strict, boolean places) {
    this.strict = strict;
    this.places = places;
  }

  /**
   * The XML of a value, and what its strings refer to.
   *
   * @param strict whether everything in it is forced; what is not shows as unevaluated
   * @param places whether it says where attributes and functions are defined
   */
  public static NixString write(Value value, boolean strict, boolean places) {
    XmlWriter writer = new XmlWriter(strict, places);
    writer.out.append("<expr>\n");
    writer.value(value, 1);
    writer.out.append("</expr>\n");
    return NixString.of(writer.out.toString(), writer.context);
  }

  private void value(Value value, int depth) {
    if (depth > MAX_DEPTH) {
      throw CallStack.tooDeep();
    }
    Value v = strict ? value.force() : value instanceof Thunk t ? t.valueIfForced() : value;
    switch (v) {
      case null -> empty("unevaluated", Map.of(), depth);
      case NixInt i -> empty("int", Map.of("value", Long.toString(i.value())), depth);
      case NixFloat f -> empty("float", Map.of("value", Floats.display(f.value())), depth);
      case NixBool b -> empty("bool", Map.of("value", Boolean.toString(b.value())), depth);
      case NixNull n -> empty("null", Map.of(), depth);
      case NixString s -> {
        context = context.union(s.context());
        empty("string", Map.of("value", s.bytes()), depth);
      }
      case NixPath p -> empty("path", Map.of("value", p.path()), depth);
      case NixList l -> {
        open("list", Map.of(), depth);
        for (Value item : l.items()) {
          value(item, depth + 1);
        }
        close("list", depth);
      }
      case NixAttrs a when Equality.isDerivation(a) -> derivation(a, depth);
      case NixAttrs a -> {
        open("attrs", Map.of(), depth);
        attributes(a, depth + 1);
        close("attrs", depth);
      }
      case Closure c -> function(c, depth);
      case NixFunction f -> empty("unevaluated", Map.of(), depth);
      case Thunk t -> throw new IllegalStateException("a thunk holds a thunk");
      case TailCall t -> throw new IllegalStateException("a tail call is pending");
    }
  }

  private void attributes(NixAttrs set, int depth) {
    for (Symbol name : set.names()) {
      SortedMap<String, String> described = new TreeMap<>();
      described.put("name", name.name());
      place(set.place(name), described);
      open("attr", described, depth);
      Value v = set.get(name);
      value(v == null ? NixNull.NULL : v, depth + 1);
      close("attr", depth);
    }
  }

  private void derivation(NixAttrs set, int depth) {
    SortedMap<String, String> described = new TreeMap<>();
    String drvPath = text(set.get("drvPath"));
    if (drvPath != null) {
      described.put("drvPath", drvPath);
    }
    String outPath = text(set.get("outPath"));
    if (outPath != null) {
      described.put("outPath", outPath);
    }
    open("derivation", described, depth);
    if (drvPath != null && !drvPath.isEmpty() && derivations.add(drvPath)) {
      attributes(set, depth + 1);
    } else {
      empty("repeated", Map.of(), depth + 1);
    }
    close("derivation", depth);
  }

  private @Nullable String text(@Nullable Value value) {
    if (value == null) {
      return null;
    }
    Value v = strict ? value.force() : value instanceof Thunk t ? t.valueIfForced() : value;
    return v instanceof NixString s ? s.bytes() : null;
  }

  private void function(Closure f, int depth) {
    SortedMap<String, String> described = new TreeMap<>();
    place(f.place(), described);
    open("function", described, depth);
    SortedMap<String, String> pattern = new TreeMap<>();
    String argument = f.argumentName();
    if (argument != null) {
      pattern.put("name", argument);
    }
    if (!f.hasPattern()) {
      empty("varpat", pattern, depth + 1);
    } else {
      if (f.hasEllipsis()) {
        pattern.put("ellipsis", "1");
      }
      open("attrspat", pattern, depth + 1);
      for (String name : new TreeMap<>(f.formals()).keySet()) {
        empty("attr", Map.of("name", name), depth + 2);
      }
      close("attrspat", depth + 1);
    }
    close("function", depth);
  }

  private void place(@Nullable Place place, Map<String, String> into) {
    if (!places || place == null) {
      return;
    }
    Position at = place.position();
    into.put("line", Integer.toString(at.line()));
    into.put("column", Integer.toString(at.column()));
    if (place.source().name().startsWith("/")) {
      into.put("path", place.source().name());
    }
  }

  private void open(String element, Map<String, String> attributes, int depth) {
    start(element, attributes, depth);
    out.append(">\n");
  }

  private void empty(String element, Map<String, String> attributes, int depth) {
    start(element, attributes, depth);
    out.append(" />\n");
  }

  private void start(String element, Map<String, String> attributes, int depth) {
    out.repeat("  ", depth).append('<').append(element);
    attributes.forEach((name, value) -> {
      out.append(' ').append(name).append("=\"");
      escape(value);
      out.append('"');
    });
  }

  private void close(String element, int depth) {
    out.repeat("  ", depth).append("</").append(element).append(">\n");
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
