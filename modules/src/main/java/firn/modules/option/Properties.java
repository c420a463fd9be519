package firn.modules.option;

import firn.eval.error.EvalException;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code mkIf}, {@code mkMerge}, {@code mkOverride}, {@code mkOrder} and {@code mkDefinition}
 * mean: sets with a {@code _type} around a definition.
 */
public final class Properties {
  public static final long DEFAULT_PRIORITY = 100;
  public static final long DEFAULT_ORDER = 1000;

  /** The priority of the {@code default} of an option. */
  public static final long OPTION_DEFAULT_PRIORITY = 1500;

  /** How deep properties may nest. Only a definition that holds itself is deeper. */
  private static final int DEEPEST = 2000;

  /** Definitions weaker than this never count. */
  private static final long WEAKEST = 9999;

  static final String IF = "if";
  static final String OVERRIDE = "override";
  static final String MERGE = "merge";
  static final String ORDER = "order";
  static final String DEFINITION = "definition";

  static final Symbol TYPE = Symbol.of("_type");
  static final Symbol CONDITION = Symbol.of("condition");
  static final Symbol PRIORITY = Symbol.of("priority");
  static final Symbol CONTENT = Symbol.of("content");
  static final Symbol CONTENTS = Symbol.of("contents");

  private static final Map<String, NixString> NAMES =
      Stream.of(IF, OVERRIDE, MERGE, ORDER, DEFINITION)
          .collect(Collectors.toMap(name -> name, NixString::of));

  private static final Comparator<Definition> BY_ORDER =
      Comparator.comparingLong(Properties::order);

  private Properties() {}

  /** The value of {@code _type} for a kind of property. */
  static NixString name(String kind) {
    NixString known = NAMES.get(kind);
    return known == null ? NixString.of(kind) : known;
  }

  /** The {@code _type} of a value, or the empty string; forces both. */
  static String typeOf(Value value) {
    if (value.force() instanceof NixAttrs set) {
      Value type = set.get(TYPE);
      if (type != null && type.force() instanceof NixString name) {
        return name.bytes();
      }
    }
    return "";
  }

  /**
   * Definitions of a set without properties around it: {@code mkMerge} is taken apart, {@code mkIf}
   * and {@code mkOverride} are noted for whatever is within.
   */
  public static List<Definition> pushDown(Definition definition) {
    List<Definition> result = new ArrayList<>(1);
    pushDown(definition, definition.value(), definition.pushed(), 0, result);
    return result;
  }

  private static void pushDown(
      Definition from, Value value, @Nullable Pushed outer, int depth, List<Definition> result) {
    requireEnd(depth, from);
    switch (typeOf(value)) {
      case MERGE -> {
        for (Value each : Attribute.of(value.asAttrs(), CONTENTS).asList()) {
          pushDown(from, each, outer, depth + 1, result);
        }
      }
      case IF -> {
        NixAttrs set = value.asAttrs();
        Pushed condition = new Pushed(IF, Attribute.of(set, CONDITION), outer);
        pushDown(from, Attribute.of(set, CONTENT), condition, depth + 1, result);
      }
      case OVERRIDE -> {
        NixAttrs set = value.asAttrs();
        Pushed override = new Pushed(OVERRIDE, Attribute.of(set, PRIORITY), outer);
        pushDown(from, Attribute.of(set, CONTENT), override, depth + 1, result);
      }
      default -> result.add(new Definition(from.file(), value, outer, from.place()));
    }
  }

  /**
   * Evaluates conditions and takes {@code mkMerge} apart, down to the first override: what is
   * within an override belongs to the value. A {@code mkDefinition} takes the place of its
   * definition.
   */
  static void discharge(Definition definition, List<Definition> result) {
    Pushed only = definition.pushed();
    if (only == null) {
      discharge(definition, definition.value(), 0, result);
    } else if (only.outer() == null && only.kind().equals(OVERRIDE)) {
      result.add(definition);
    } else {
      dischargePushed(definition, result);
    }
  }

  private static void dischargePushed(Definition definition, List<Definition> result) {
    Deque<Pushed> outermostFirst = new ArrayDeque<>();
    for (Pushed at = definition.pushed(); at != null; at = at.outer()) {
      outermostFirst.push(at);
    }
    while (!outermostFirst.isEmpty()) {
      Pushed outermost = outermostFirst.pop();
      if (outermost.kind().equals(OVERRIDE)) {
        Value within = definition.value();
        while (!outermostFirst.isEmpty()) {
          within = outermostFirst.removeLast().wrap(within);
        }
        Pushed alone = new Pushed(OVERRIDE, outermost.operand(), null);
        result.add(
            new Definition(
                definition.file(),
                within,
                alone,
                definition.order(),
                definition.place(),
                definition.written()));
        return;
      }
      if (!holds(outermost.operand(), definition)) {
        return;
      }
    }
    discharge(definition, definition.value(), 0, result);
  }

  private static void discharge(Definition from, Value value, int depth, List<Definition> result) {
    requireEnd(depth, from);
    switch (typeOf(value)) {
      case MERGE -> {
        for (Value each : Attribute.of(value.asAttrs(), CONTENTS).asList()) {
          discharge(from, each, depth + 1, result);
        }
      }
      case IF -> {
        NixAttrs set = value.asAttrs();
        if (holds(Attribute.of(set, CONDITION), from)) {
          discharge(from, Attribute.of(set, CONTENT), depth + 1, result);
        }
      }
      case DEFINITION -> result.add(Definition.selfTold(value.asAttrs()));
      default -> result.add(from.withValue(value));
    }
  }

  /** What is left of a definition once conditions are evaluated: overrides stay. */
  public static List<Definition> discharged(Definition definition) {
    List<Definition> result = new ArrayList<>(1);
    discharge(definition, result);
    return result;
  }

  /** The value within override and order. */
  public static Value content(Definition definition) {
    return withoutOrder(withoutOverride(definition)).value();
  }

  /** The values within conditions that hold, as the language sees them. */
  public static List<Value> discharge(Value value) {
    List<Value> result = new ArrayList<>();
    switch (typeOf(value)) {
      case MERGE -> {
        for (Value each : Attribute.of(value.asAttrs(), CONTENTS).asList()) {
          result.addAll(discharge(each));
        }
      }
      case IF -> {
        NixAttrs set = value.asAttrs();
        if (holds(Attribute.of(set, CONDITION), null)) {
          result.addAll(discharge(Attribute.of(set, CONTENT)));
        }
      }
      default -> result.add(value);
    }
    return result;
  }

  private static void requireEnd(int depth, Definition within) {
    if (depth > DEEPEST) {
      throw new EvalException(
              "infinite recursion: a definition in `%s' holds itself within `mkIf', `mkMerge' or `mkOverride'"
                  .formatted(DefinitionPrinter.file(within.file())))
          .hint(
              "(look for a name bound to a definition that uses the name, or an alias of an option defined by that alias)");
    }
  }

  private static boolean holds(Value condition, @Nullable Definition within) {
    if (condition.force() instanceof NixBool b) {
      return b.value();
    }
    String place = within == null ? "" : DefinitionPrinter.place(within) + ": ";
    throw OptionErrors.thrown(Bytes.ofUnicode("‘mkIf’ called with a non-Boolean condition"))
        .hint(
            "(%sthe condition is %s; write one that is true or false)"
                .formatted(place, condition.force().type().described()));
  }

  /** The definitions that count, without their override, and their priority. */
  public record Strongest(List<Definition> definitions, long priority) {}

  /** Keeps the definitions whose priority is the lowest number. */
  public static Strongest strongest(List<Definition> definitions) {
    if (definitions.size() == 1) {
      Definition only = definitions.getFirst();
      return new Strongest(List.of(withoutOverride(only)), priority(only));
    }
    long[] priorities = new long[definitions.size()];
    long lowest = WEAKEST;
    for (int i = 0; i < priorities.length; i++) {
      priorities[i] = priority(definitions.get(i));
      lowest = Math.min(lowest, priorities[i]);
    }
    List<Definition> kept = new ArrayList<>(priorities.length);
    for (int i = 0; i < priorities.length; i++) {
      if (priorities[i] == lowest) {
        kept.add(withoutOverride(definitions.get(i)));
      }
    }
    return new Strongest(kept, lowest);
  }

  /** The priority of a definition whose conditions are discharged. */
  public static long priority(Definition definition) {
    Pushed pushed = definition.pushed();
    if (pushed != null) {
      return pushed.operand().asInt();
    }
    Value value = definition.value();
    return typeOf(value).equals(OVERRIDE)
        ? Attribute.of(value.asAttrs(), PRIORITY).asInt()
        : DEFAULT_PRIORITY;
  }

  private static Definition withoutOverride(Definition definition) {
    if (definition.pushed() != null) {
      return definition.withValue(definition.value());
    }
    Value value = definition.value();
    return typeOf(value).equals(OVERRIDE)
        ? definition.withValue(Attribute.of(value.asAttrs(), CONTENT))
        : definition;
  }

  /** Sorts by {@code mkOrder}, stably, and takes it off. */
  public static List<Definition> sorted(List<Definition> definitions) {
    boolean anyOrder = false;
    for (Definition definition : definitions) {
      anyOrder |= typeOf(definition.value()).equals(ORDER);
    }
    if (!anyOrder) {
      return definitions;
    }
    List<Definition> result = new ArrayList<>(definitions.size());
    for (Definition definition : definitions) {
      result.add(withoutOrder(definition));
    }
    if (!inOrder(result)) {
      result.sort(BY_ORDER);
    }
    return result;
  }

  private static boolean inOrder(List<Definition> definitions) {
    long before = Long.MIN_VALUE;
    for (Definition definition : definitions) {
      long order = order(definition);
      if (order < before) {
        return false;
      }
      before = order;
    }
    return true;
  }

  private static long order(Definition definition) {
    Long order = definition.order();
    return order == null ? DEFAULT_ORDER : order;
  }

  private static Definition withoutOrder(Definition definition) {
    if (!typeOf(definition.value()).equals(ORDER)) {
      return definition;
    }
    NixAttrs set = definition.value().asAttrs();
    long order = Attribute.of(set, PRIORITY).asInt();
    return new Definition(
        definition.file(),
        Attribute.of(set, CONTENT),
        null,
        order,
        definition.place(),
        definition.written());
  }
}
