package firn.modules;

import firn.eval.builtin.EvalContext;
import firn.eval.error.EvalException;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.modules.option.Definition;
import firn.modules.option.DefinitionPrinter;
import firn.modules.option.EvaluatedOption;
import firn.modules.option.Levenshtein;
import firn.modules.option.OptionContext;
import firn.modules.option.OptionName;
import firn.modules.option.OptionPath;
import firn.modules.option.Properties;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Explains options of evaluated modules: what they are, what they are set to, by whom, and which
 * definition won. Evaluates what it shows and builds nothing. To be called on a thread that suits
 * evaluation.
 */
public final class OptionInspector {
  private final OptionContext context;
  private final NixAttrs options;

  /**
   * @param options as {@code evalModules} answers them
   */
  public OptionInspector(EvalContext evaluator, NixAttrs options) {
    this.context = new OptionContext(evaluator);
    this.options = options;
  }

  /**
   * Looks at a path.
   *
   * @param path as it is written in a module, names quoted where they must be; empty for all
   *     options
   */
  public OptionReport inspect(String path) {
    return inspect(PathSyntax.parse(path));
  }

  /**
   * Looks at a path.
   *
   * @param names the attribute names, outermost first
   */
  public OptionReport inspect(List<String> names) {
    NixAttrs at = options;
    OptionPath path = OptionPath.ROOT;
    String undefined = null;
    for (String name : names) {
      NixAttrs level = at;
      if (isOption(at)) {
        NixAttrs own = ownBelow(at, name);
        if (own == null && undefined == null && !holds(at, name)) {
          undefined = path.child(name).toString();
        }
        level = own == null ? possibleBelow(at, name) : own;
      }
      Value next = level.get(name);
      if (next == null || !(next.force() instanceof NixAttrs set)) {
        return unknown(path, name, names, level);
      }
      at = set;
      path = path.child(name);
    }
    return isOption(at)
        ? option(at, path, undefined)
        : new OptionReport.Group(shown(path), children(at, path));
  }

  private static String shown(OptionPath path) {
    return path.toString();
  }

  private static boolean isOption(NixAttrs set) {
    Value type = set.get("_type");
    return type != null && type.force() instanceof NixString s && s.bytes().equals("option");
  }

  /** The options of the submodule that an option holds under a name; null if it holds none. */
  private static @Nullable NixAttrs ownBelow(NixAttrs option, String name) {
    Value meta = option.get("valueMeta");
    if (meta == null || !(meta.force() instanceof NixAttrs known)) {
      return null;
    }
    NixAttrs own = configured(known);
    if (own != null) {
      return own;
    }
    Value elements = known.get("attrs");
    Value element = elements == null ? null : elements.asAttrs().get(name);
    NixAttrs there = element == null ? null : configured(element.asAttrs());
    return there == null ? null : NixAttrs.of(name, there);
  }

  /** Whether an option's value has something under a name, as far as one can tell. */
  private static boolean holds(NixAttrs option, String name) {
    try {
      return option.require("value").force() instanceof NixAttrs set && set.has(name);
    } catch (EvalException e) {
      return true;
    }
  }

  /** The options of any submodule that an option could hold under a name. */
  private static NixAttrs possibleBelow(NixAttrs option, String name) {
    NixAttrs possible = subOptions(option);
    for (Symbol only : possible.names()) {
      if (only.name().startsWith("<") || only.name().equals("*")) {
        return NixAttrs.of(name, possible.require(only.name()));
      }
    }
    return subOptionsOfElement(option, possible) ? NixAttrs.of(name, possible) : possible;
  }

  /** Whether the options below stand for those of each element of the option's value. */
  private static boolean subOptionsOfElement(NixAttrs option, NixAttrs possible) {
    Value type = option.get("type");
    Value nested = type == null ? null : type.asAttrs().get("nestedTypes");
    return !possible.isEmpty() && nested != null && nested.asAttrs().has("elemType");
  }

  private static @Nullable NixAttrs configured(NixAttrs meta) {
    Value configuration = meta.get("configuration");
    return configuration == null ? null : configuration.asAttrs().require("options").asAttrs();
  }

  private static NixAttrs subOptions(NixAttrs option) {
    Value type = option.get("type");
    if (type == null) {
      return NixAttrs.EMPTY;
    }
    return type.asAttrs().require("getSubOptions").call(option.require("loc")).asAttrs();
  }

  private OptionReport unknown(OptionPath parent, String name, List<String> all, NixAttrs level) {
    OptionPath wanted = OptionPath.ROOT;
    for (String each : all) {
      wanted = wanted.child(each);
    }
    List<String> known = level.names().stream().map(Symbol::name).toList();
    List<String> near =
        Levenshtein.nearest(name, known).stream().map(n -> parent.child(n).toString()).toList();
    return new OptionReport.Unknown(wanted.toString(), near);
  }

  private static List<String> children(NixAttrs set, OptionPath path) {
    return set.names().stream()
        .map(Symbol::name)
        .filter(n -> !n.equals("_module") && !n.equals("_freeformOptions"))
        .map(n -> path.child(n).toString())
        .toList();
  }

  private OptionReport option(NixAttrs option, OptionPath path, @Nullable String undefined) {
    String error = null;
    String value = null;
    if (undefined == null) {
      try {
        value = DefinitionPrinter.pretty(context, option.require("value"));
      } catch (EvalException e) {
        error = e.sentence();
      }
    }
    return new OptionReport.Option(
        shown(path),
        text(() -> option.require("type").asAttrs().require("description").asBytes()),
        nullable(option.get("description")),
        rendered(option, "defaultText", "default"),
        rendered(option, "example", "example"),
        value,
        error,
        undefined,
        declarations(option),
        undefined == null ? definitions(option) : List.of(),
        option.has("readOnly") && option.require("readOnly").asBool(),
        childrenOf(option, path));
  }

  private static List<String> childrenOf(NixAttrs option, OptionPath path) {
    Value meta = option.get("valueMeta");
    try {
      if (meta != null && meta.force() instanceof NixAttrs known) {
        NixAttrs own = configured(known);
        if (own != null) {
          return children(own, path);
        }
        Value elements = known.get("attrs");
        if (elements != null && !elements.asAttrs().isEmpty()) {
          return children(elements.asAttrs(), path);
        }
      }
      return children(subOptions(option), path.child("<name>"));
    } catch (EvalException e) {
      return List.of();
    }
  }

  private static String text(Supplier<String> compute) {
    try {
      return compute.get();
    } catch (EvalException e) {
      return "unspecified";
    }
  }

  /** A string, or the text of a literal. */
  private static @Nullable String nullable(@Nullable Value value) {
    if (value == null || value.force() == NixNull.NULL) {
      return null;
    }
    return value.force() instanceof NixAttrs set ? set.require("text").asBytes() : value.asBytes();
  }

  private @Nullable String rendered(NixAttrs option, String first, String second) {
    Value value = option.get(first);
    value = value == null ? option.get(second) : value;
    if (value == null) {
      return null;
    }
    try {
      return value.force() instanceof NixAttrs set && set.has("_type") && set.has("text")
          ? set.require("text").asBytes()
          : DefinitionPrinter.pretty(context, value);
    } catch (EvalException e) {
      return null;
    }
  }

  private static List<String> declarations(NixAttrs option) {
    List<String> result = new ArrayList<>();
    Value positions = option.get("declarationPositions");
    if (positions == null) {
      return result;
    }
    for (Value each : positions.asList()) {
      NixAttrs position = each.asAttrs();
      String file = DefinitionPrinter.file(position.require("file"));
      boolean exact = position.require("line").force() != NixNull.NULL;
      result.add(
          exact
              ? file
                  + ":"
                  + position.require("line").asInt()
                  + ":"
                  + position.require("column").asInt()
              : file);
    }
    return result;
  }

  private List<OptionReport.Definition> definitions(NixAttrs option) {
    EvaluatedOption known = OptionName.optionOf(option);
    return known == null ? finalDefinitions(option) : allDefinitions(known);
  }

  private List<OptionReport.Definition> allDefinitions(EvaluatedOption option) {
    List<OptionReport.Definition> winners = new ArrayList<>();
    List<OptionReport.Definition> losers = new ArrayList<>();
    long winning = option.merged().priority();
    List<Definition> all = option.definitions();
    for (int i = 0; i < all.size(); i++) {
      boolean isDefault = i == 0 && option.declaration().has("default");
      for (Definition each : Properties.discharged(all.get(i))) {
        long priority = Properties.priority(each);
        boolean counts = priority == winning;
        (counts ? winners : losers)
            .add(
                new OptionReport.Definition(
                    DefinitionPrinter.place(each),
                    priority,
                    counts,
                    isDefault,
                    printed(Properties.content(each))));
      }
    }
    losers.sort(Comparator.comparingLong(OptionReport.Definition::priority));
    winners.addAll(losers);
    return winners;
  }

  /** What is known of an option that another engine evaluated. */
  private List<OptionReport.Definition> finalDefinitions(NixAttrs option) {
    Value definitions = option.get("definitionsWithLocations");
    Value priority = option.get("highestPrio");
    List<OptionReport.Definition> result = new ArrayList<>();
    for (Value each : definitions == null ? NixList.EMPTY : definitions.asList()) {
      Definition definition = Definition.of(each);
      result.add(
          new OptionReport.Definition(
              DefinitionPrinter.place(definition),
              priority == null ? Properties.DEFAULT_PRIORITY : priority.asInt(),
              true,
              false,
              printed(definition.value())));
    }
    return result;
  }

  private @Nullable String printed(Value value) {
    try {
      return DefinitionPrinter.pretty(context, value);
    } catch (EvalException e) {
      return null;
    }
  }
}
