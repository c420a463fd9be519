package firn.modules;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.BuiltinProvider;
import firn.eval.builtin.EvalContext;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.modules.option.Definition;
import firn.modules.option.DefinitionPrinter;
import firn.modules.option.EvaluatedOption;
import firn.modules.option.MergedDefinitions;
import firn.modules.option.OptionContext;
import firn.modules.option.OptionDeclaration;
import firn.modules.option.OptionPath;
import firn.modules.option.OptionType;
import firn.modules.option.Properties;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The module engine, as builtins for the library: {@code builtins.__evalModules} and its kin. */
public final class EngineBuiltins implements BuiltinProvider {

  @Override
  public List<Builtin> builtins(EvalContext evaluator) {
    OptionContext context = new OptionContext(evaluator);
    return Stream.of(
            engine(context),
            new TypeBuiltins(context).builtins(),
            new StepBuiltins(context).builtins())
        .flatMap(builtins -> builtins)
        .map(Builtin::attributeOnly)
        .toList();
  }

  private static Stream<Builtin> engine(OptionContext context) {
    return Stream.of(
        Builtin.binary(
            "__evalModules",
            "environment",
            "arguments",
            "Evaluates modules together; see `lib.modules.evalModules`. The environment holds what the"
                + " engine takes from the library.",
            (environment, arguments) ->
                new Evaluation(new Environment(context, environment.asAttrs()), arguments.asAttrs())
                    .toValue()),
        Builtin.ternary(
            "__mergeDefinitions",
            "loc",
            "type",
            "defs",
            "Merges definitions `{ file, value }` by a type: conditions, priorities, orders, check and"
                + " merge.",
            (path, type, definitions) ->
                new MergedDefinitions(
                        OptionPath.of(path),
                        new OptionType(context, type),
                        Definition.listOf(definitions))
                    .toValue()),
        Builtin.ternary(
            "__evalOptionValue",
            "loc",
            "option",
            "defs",
            "An option with its definitions: its value, and what can be known about it.",
            (path, option, definitions) ->
                new EvaluatedOption(
                        context,
                        OptionPath.of(path),
                        option.asAttrs(),
                        Definition.listOf(definitions))
                    .toValue()),
        Builtin.binary(
            "__mergeOptionDecls",
            "loc",
            "declarations",
            "Merges the declarations `{ _file, options, pos }` of one option.",
            (path, declarations) ->
                OptionDeclaration.merge(
                    OptionPath.of(path),
                    declarations.asList().asJavaList().stream()
                        .map(OptionDeclaration::of)
                        .toList())),
        Builtin.ternary(
            "__fixupOptionType",
            "unspecified",
            "loc",
            "option",
            "Gives a merged declaration its final type.",
            (unspecified, path, option) ->
                OptionDeclaration.withFinalType(option.asAttrs(), unspecified)),
        Builtin.unary(
            "__mergeAttrDefinitionsWithPrio",
            "option",
            "The attributes of an option of type `attrsOf`, each with its value and priority.",
            option -> attributesWithPriority(context, option.asAttrs())),
        Builtin.unary(
            "__pushDownProperties",
            "config",
            "Definitions of a set without properties around it.",
            config ->
                NixList.of(
                    Properties.pushDown(new Definition(NixString.EMPTY, config)).stream()
                        .map(EngineBuiltins::pushedInto)
                        .toList())),
        Builtin.unary(
            "__dischargeProperties",
            "definition",
            "The values in a definition whose conditions hold.",
            definition -> NixList.of(Properties.discharge(definition))),
        Builtin.unary(
            "__filterOverrides",
            "defs",
            "The definitions `{ file, value }` with the strongest priority, and that priority.",
            definitions -> {
              Properties.Strongest strongest = Properties.strongest(Definition.listOf(definitions));
              return new AttrsBuilder(2)
                  .put("values", Definition.toValue(strongest.definitions()))
                  .put("highestPrio", NixInt.of(strongest.priority()))
                  .build();
            }),
        Builtin.unary(
            "__sortProperties",
            "defs",
            "The definitions `{ file, value }` sorted by `mkOrder`.",
            definitions -> Definition.toValue(Properties.sorted(Definition.listOf(definitions)))),
        Builtin.unary(
            "__showOption",
            "path",
            "The path of an option as it is written in a module.",
            path -> NixString.of(OptionPath.of(path).toString())),
        Builtin.unary(
            "__showDefs",
            "defs",
            "The definitions `{ file, value }` as messages show them.",
            definitions ->
                NixString.of(DefinitionPrinter.show(context, Definition.listOf(definitions)))));
  }

  /** The set with the properties around it repeated around each attribute. */
  private static Value pushedInto(Definition definition) {
    if (!(definition.value().force() instanceof NixAttrs set)) {
      return definition.value();
    }
    AttrsBuilder result = new AttrsBuilder(set.size());
    for (int i = 0; i < set.size(); i++) {
      result.put(set.symbol(i), definition.attribute(set, i).whole());
    }
    return result.build();
  }

  private static Value attributesWithPriority(OptionContext context, NixAttrs option) {
    OptionPath path = OptionPath.of(option.require("loc"));
    Value element = option.require("type").asAttrs().require("nestedTypes");
    OptionType type = new OptionType(context, element.asAttrs().require("elemType"));
    Map<Symbol, List<Definition>> byName = new LinkedHashMap<>();
    for (Definition whole : Definition.listOf(option.require("definitionsWithLocations"))) {
      for (Definition pushed : Properties.pushDown(whole)) {
        NixAttrs set = pushed.value().asAttrs();
        for (int i = 0; i < set.size(); i++) {
          byName
              .computeIfAbsent(set.symbol(i), n -> new ArrayList<>(1))
              .add(pushed.attribute(set, i));
        }
      }
    }
    AttrsBuilder result = new AttrsBuilder(byName.size());
    byName.forEach((name, definitions) -> {
      NixAttrs merged = new MergedDefinitions(path.child(name.name()), type, definitions).toValue();
      result.put(
          name,
          new AttrsBuilder(2)
              .put("value", merged.require("mergedValue"))
              .put("highestPrio", priorityOf(merged))
              .build());
    });
    return result.build();
  }

  private static Value priorityOf(NixAttrs merged) {
    return firn.eval.value.Thunk.of(
        () -> merged.require("defsFinal'").asAttrs().require("highestPrio"));
  }

  /** Null as the language has it, for absent parts. */
  static boolean isNull(Value value) {
    return value.force() == NixNull.NULL;
  }
}
