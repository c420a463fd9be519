package firn.modules.option;

import firn.eval.error.EvalException;
import firn.eval.error.Place;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixFloat;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Shows definitions in messages: file and value, of which five lines at most. Evaluates no more of
 * a value than it shows, and shows no value where that fails by {@code throw} or {@code assert}.
 */
public final class DefinitionPrinter {
  private static final int LINES = 5;

  /** How deep sets and lists are shown. */
  private static final int DEPTH = 10;

  private static final Symbol TYPE = Symbol.of("type");

  private final OptionContext context;
  private final StringBuilder out = new StringBuilder();
  private final int maxLines;
  private int lines = 1;

  private DefinitionPrinter(OptionContext context, int maxLines) {
    this.context = context;
    this.maxLines = maxLines;
  }

  /** All definitions, each on a line of its own that starts with a newline. */
  public static String show(OptionContext context, List<Definition> definitions) {
    StringBuilder all = new StringBuilder();
    for (Definition definition : definitions) {
      all.append(showPlace(definition)).append(show(context, definition.whole()));
    }
    return all.toString();
  }

  /** The place of a definition, as {@link #show} writes it before the value. */
  public static String showPlace(Definition definition) {
    return "\n- In `" + place(definition) + '\'';
  }

  /** The file of a definition, and line and column where they are known and in that file. */
  public static String place(Definition definition) {
    String file = file(definition.file());
    Place place = definition.place();
    return place != null && place.source().name().equals(file) ? place.toString() : file;
  }

  /** The files, each in quotes. */
  public static String showFiles(List<? extends Value> files) {
    return files.stream().map(f -> "`" + file(f) + "'").collect(Collectors.joining(" and "));
  }

  /** A file as it is named in messages. */
  public static String file(Value file) {
    return file.force() instanceof NixPath p ? p.path() : file.asBytes();
  }

  /** A whole value as the language writes it, over several lines. */
  public static String pretty(OptionContext context, Value value) {
    DefinitionPrinter printer = new DefinitionPrinter(context, Integer.MAX_VALUE);
    printer.value(value, "", 0);
    return printer.out.toString();
  }

  private static String show(OptionContext context, Value value) {
    DefinitionPrinter printer = new DefinitionPrinter(context, LINES);
    boolean whole = true;
    try {
      printer.value(value, "", 0);
    } catch (Enough enough) {
      whole = false;
    } catch (EvalException e) {
      if (e.isCatchable()) {
        return "";
      }
      throw e;
    }
    List<String> shown = Arrays.asList(printer.out.toString().split("\n", -1));
    if (shown.size() == 1) {
      return ": " + shown.getFirst();
    }
    String text = shown.stream().limit(LINES).collect(Collectors.joining("\n    "));
    return ":\n    " + text + (whole && shown.size() <= LINES ? "" : "\n    ...");
  }

  /** Ends the printing of one value once enough is shown. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super(null, null, false, false);
    }
  }

  private void newline(String indent) {
    if (++lines > maxLines) {
      throw new Enough();
    }
    out.append('\n').append(indent);
  }

  private void value(Value value, String indent, int depth) {
    Value v = value.force();
    boolean container = v instanceof NixList || v instanceof NixAttrs set && !set.has("__functor");
    if (!container && depth >= DEPTH) {
      out.append("\"<unevaluated>\"");
      return;
    }
    // Not a switch, which takes time to set up (decision 6).
    if (v instanceof NixString s) {
      string(s.bytes(), indent);
    } else if (v instanceof NixAttrs set && container) {
      attrs(set, indent, depth);
    } else if (v instanceof NixList l) {
      list(l, indent, depth);
    } else if (v instanceof NixInt i) {
      out.append(i.value());
    } else if (v instanceof NixBool b) {
      out.append(b.value());
    } else if (v instanceof NixNull) {
      out.append("null");
    } else if (v instanceof NixPath p) {
      out.append(p.path());
    } else if (v instanceof NixFloat f) {
      out.append(context.json(f));
    } else {
      function(v);
    }
  }

  private void child(Value value, String indent, int depth) {
    if (depth >= DEPTH) {
      out.append("\"<unevaluated>\"");
    } else {
      value(value, indent, depth + 1);
    }
  }

  private void string(String text, String indent) {
    String[] parts = text.split("\n", -1);
    if (parts.length == 1) {
      out.append('"');
      out.append(text.replace("\\", "\\\\").replace("\"", "\\\"").replace("${", "\\${"));
      out.append('"');
      return;
    }
    out.append("''");
    for (int i = 0; i < parts.length; i++) {
      boolean emptyEnd = i == parts.length - 1 && parts[i].isEmpty();
      newline(emptyEnd ? indent : indent + "  ");
      out.append(parts[i].replace("''", "'''").replace("${", "''${"));
    }
    out.append("''");
  }

  private void list(NixList list, String indent, int depth) {
    if (list.size() == 0) {
      out.append("[ ]");
      return;
    }
    out.append('[');
    for (Value each : list) {
      newline(indent + "  ");
      child(each, indent + "  ", depth);
    }
    newline(indent);
    out.append(']');
  }

  private void function(Value function) {
    NixAttrs arguments = context.functionArgs(function);
    if (arguments.isEmpty()) {
      out.append("<function>");
      return;
    }
    String shown =
        arguments.names().stream()
            .map(n -> n.name() + (arguments.require(n.name()).asBool() ? "?" : ""))
            .collect(Collectors.joining(", "));
    out.append("<function, args: {").append(shown).append("}>");
  }

  private void attrs(NixAttrs set, String indent, int depth) {
    if (set.isEmpty()) {
      out.append("{ }");
      return;
    }
    Value type = set.get(TYPE);
    if (type != null && type.force() instanceof NixString s && s.bytes().equals("derivation")) {
      Value name = set.get("name");
      out.append("<derivation ").append(name == null ? "???" : name.asBytes()).append('>');
      return;
    }
    out.append('{');
    for (Symbol name : set.names()) {
      newline(indent + "  ");
      out.append(OptionPath.identifier(name.name())).append(" = ");
      OptionErrors.during(
          () -> "while evaluating an attribute `" + name.name() + "`",
          () -> {
            child(set.require(name.name()), indent + "  ", depth);
            return true;
          });
      out.append(';');
    }
    newline(indent);
    out.append('}');
  }
}
