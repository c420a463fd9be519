package firn.modules;

import firn.eval.builtin.Builtin;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import firn.modules.option.Definition;
import firn.modules.option.Lazy;
import firn.modules.option.OptionContext;
import firn.modules.option.OptionPath;
import firn.modules.option.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The steps of {@code evalModules} one by one, for those who used them before they were hidden. */
record StepBuiltins(OptionContext context) {

  Stream<Builtin> builtins() {
    return Stream.of(
        Builtin.ternary(
            "__unifyModuleSyntax",
            "file",
            "key",
            "module",
            "A module in its full form.",
            (file, key, module) ->
                toValue(
                    Module.read(new Coercion(context.evaluator()), module, file, key.asBytes()))),
        Builtin.ternary(
            "__applyModuleArgsIfFunction",
            "key",
            "module",
            "args",
            "Calls a module that is a function.",
            (key, module, arguments) ->
                OptionContext.isFunction(module)
                    ? new ModuleArguments(context, Lazy.of(arguments::asAttrs))
                        .apply(key.asBytes(), module)
                    : module),
        Builtin.ternary(
            "__collectModules",
            "modulesPath",
            "modules",
            "args",
            "Follows imports: the modules in full form, and the graph of them.",
            this::collect),
        Builtin.of(
            "__mergeModules",
            List.of("environment", "prefix", "modules", "configs"),
            "Merges modules in full form: their options with values, and definitions without"
                + " option. The definitions are given apart.",
            arguments -> merge(arguments[0], arguments[1], arguments[2], arguments[3])));
  }

  private static NixAttrs toValue(Module module) {
    return new AttrsBuilder(7)
        .put("_file", module.file())
        .put("_class", module.moduleClass())
        .put("key", NixString.of(module.key()))
        .put("disabledModules", module.disabledModules())
        .put("imports", module.imports())
        .put("options", module.options())
        .put("config", module.config())
        .build();
  }

  private Value collect(Value modulesPath, Value modules, Value arguments) {
    ModuleCollector collector =
        new ModuleCollector(
            context,
            new ModuleArguments(context, Lazy.of(arguments::asAttrs)),
            OptionPath.ROOT,
            null,
            modulesPath);
    Value collected =
        Thunk.of(() ->
            NixList.of(
                collector.modules(modules.asList()).stream().map(StepBuiltins::toValue).toList()));
    return new AttrsBuilder(2)
        .put("modules", collected)
        .put("graph", Thunk.of(() -> collector.graph(modules.asList())))
        .build();
  }

  private Value merge(Value environment, Value prefix, Value modules, Value configs) {
    List<OptionTree.Declared> declared = new ArrayList<>();
    for (Value each : modules.asList()) {
      NixAttrs module = each.asAttrs();
      declared.add(new OptionTree.Declared(module.require("_file"), module.require("options")));
    }
    OptionTree tree =
        new OptionTree(
            new Environment(context, environment.asAttrs()),
            OptionPath.of(prefix),
            declared,
            Lazy.of(() -> definitions(configs)));
    return new AttrsBuilder(2)
        .put("matchedOptions", Thunk.of(tree::options))
        .put("unmatchedDefns", Thunk.of(() -> unmatched(tree)))
        .build();
  }

  private static List<Definition> definitions(Value configs) {
    List<Definition> definitions = new ArrayList<>();
    for (Value each : configs.asList()) {
      NixAttrs config = each.asAttrs();
      Definition whole = new Definition(config.require("file"), config.require("config"));
      definitions.addAll(Properties.pushDown(whole));
    }
    return definitions;
  }

  private static Value unmatched(OptionTree tree) {
    List<Value> result = new ArrayList<>();
    for (OptionTree.Unmatched each : tree.unmatched()) {
      result.add(each.definition().toValue().update(NixAttrs.of("prefix", each.path().toValue())));
    }
    return NixList.of(result);
  }
}
