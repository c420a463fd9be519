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
  private final XmlText xml = new XmlText(out);
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
      case null -> xml.empty("unevaluated", Map.of(), depth);
      case NixInt i -> xml.empty("int", Map.of("value", Long.toString(i.value())), depth);
      case NixFloat f -> xml.empty("float", Map.of("value", Floats.display(f.value())), depth);
      case NixBool b -> xml.empty("bool", Map.of("value", Boolean.toString(b.value())), depth);
      case NixNull n -> xml.empty("null", Map.of(), depth);
      case NixString s -> {
        context = context.union(s.context());
        xml.empty("string", Map.of("value", s.bytes()), depth);
      }
      case NixPath p -> xml.empty("path", Map.of("value", p.path()), depth);
      case NixList l -> {
        xml.open("list", Map.of(), depth);
        for (Value item : l.items()) {
          value(item, depth + 1);
        }
        xml.close("list", depth);
      }
      case NixAttrs a when Equality.isDerivation(a) -> derivation(a, depth);
      case NixAttrs a -> {
        xml.open("attrs", Map.of(), depth);
        attributes(a, depth + 1);
        xml.close("attrs", depth);
      }
      case Closure c -> function(c, depth);
      case NixFunction f -> xml.empty("unevaluated", Map.of(), depth);
      case Thunk t -> throw new IllegalStateException("a thunk holds a thunk");
      case TailCall t -> throw new IllegalStateException("a tail call is pending");
    }
  }

  private void attributes(NixAttrs set, int depth) {
    for (Symbol name : set.names()) {
      SortedMap<String, String> described = new TreeMap<>();
      described.put("name", name.name());
      place(set.place(name), described);
      xml.open("attr", described, depth);
      Value v = set.get(name);
      value(v == null ? NixNull.NULL : v, depth + 1);
      xml.close("attr", depth);
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
    xml.open("derivation", described, depth);
    if (drvPath != null && !drvPath.isEmpty() && derivations.add(drvPath)) {
      attributes(set, depth + 1);
    } else {
      xml.empty("repeated", Map.of(), depth + 1);
    }
    xml.close("derivation", depth);
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
    xml.open("function", described, depth);
    SortedMap<String, String> pattern = new TreeMap<>();
    String argument = f.argumentName();
    if (argument != null) {
      pattern.put("name", argument);
    }
    if (!f.hasPattern()) {
      xml.empty("varpat", pattern, depth + 1);
    } else {
      if (f.hasEllipsis()) {
        pattern.put("ellipsis", "1");
      }
      xml.open("attrspat", pattern, depth + 1);
      for (String name : new TreeMap<>(f.formals()).keySet()) {
        xml.empty("attr", Map.of("name", name), depth + 2);
      }
      xml.close("attrspat", depth + 1);
    }
    xml.close("function", depth);
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
}
