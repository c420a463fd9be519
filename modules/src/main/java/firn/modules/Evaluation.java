package firn.modules;

import firn.eval.error.EvalException;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import firn.modules.option.Curried;
import firn.modules.option.Definition;
import firn.modules.option.Extensible;
import firn.modules.option.Lazy;
import firn.modules.option.OptionErrors;
import firn.modules.option.OptionPath;
import firn.modules.option.OptionType;
import firn.modules.option.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call of {@code evalModules}: modules, and the options and configuration they make. */
final class Evaluation {
  /** The key of the module that declares {@code _module}. */
  static final String INTERNAL_KEY = "lib/modules.nix";

  static final Symbol MODULE = Symbol.of("_module");

  private static final String RECURSION_HINT =
      "if you get an infinite recursion here, you probably reference `config` in `imports`. If you"
          + " are trying to achieve a conditional import behavior dependent on `config`, consider"
          + " importing unconditionally, and using `mkEnableOption` and `mkIf` to control its"
          + " effect. The same goes for a whole module that is chosen by `if`: use `mkIf` there, too.";

  private static final Set<String> PARAMETERS =
      Set.of("modules", "prefix", "specialArgs", "class", "args", "check");

  private final Environment environment;
  private final NixAttrs written;
  private final OptionPath prefix;
  private final Value specialArgs;
  private final Value moduleClass;
  private final Lazy<NixList> modules;
  private final Lazy<OptionTree> tree;
  private final Value rawConfig;
  private final Lazy<List<OptionTree.Unmatched>> unmatched;
  private final Value type;
  private final Value extendModules;
  private final Lazy<Boolean> checked;

  /**
   * @param written what {@code evalModules} was called with
   * @throws EvalException for a parameter it does not know, or without modules
   */
  Evaluation(Environment environment, NixAttrs written) {
    this(environment, written, null);
  }

  /** As above; {@code opened} is the prefix with the definitions that made a submodule. */
  private Evaluation(Environment environment, NixAttrs written, @Nullable OptionPath opened) {
    this.environment = environment;
    this.written = written;
    for (Symbol name : written.names()) {
      if (!PARAMETERS.contains(name.name())) {
        throw new EvalException(
            "function 'evalModules' called with unexpected argument '" + name.name() + "'");
      }
    }
    written.require("modules");
    this.prefix =
        opened == null ? OptionPath.of(or("prefix", NixList.EMPTY)).opened(List.of()) : opened;
    this.specialArgs = or("specialArgs", NixAttrs.EMPTY);
    this.moduleClass = or("class", NixNull.NULL);
    this.modules = Lazy.of(this::withLegacyModules);
    this.tree = Lazy.of(this::buildTree);
    this.rawConfig = Thunk.of(this::computeConfig);
    this.unmatched = Lazy.of(() -> tree.get().unmatched());
    this.type = Thunk.of(this::submoduleType);
    this.extendModules = new ExtendModules();
    this.checked = Lazy.of(this::checkUnmatched);
  }

  private Value or(String parameter, Value fallback) {
    Value given = written.get(parameter);
    return given == null ? fallback : given;
  }

  /** The modules given, and those that stand for the parameters of former times. */
  private NixList withLegacyModules() {
    List<Value> all = new ArrayList<>(written.require("modules").asList().asJavaList());
    Value args = written.get("args");
    if (args != null) {
      all.add(NixAttrs.of("config", NixAttrs.of("_module", NixAttrs.of("args", args))));
    }
    Value check = written.get("check");
    if (check != null) {
      NixAttrs weak =
          new AttrsBuilder(3)
              .put("_type", NixString.of("override"))
              .put("priority", NixInt.of(1000))
              .put("content", check)
              .build();
      all.add(NixAttrs.of("config", NixAttrs.of("_module", NixAttrs.of("check", weak))));
    }
    return NixList.of(all);
  }

  private ModuleCollector collector() {
    Value config =
        Thunk.of(() -> {
          try {
            return rawConfig.force();
          } catch (EvalException e) {
            throw OptionErrors.context(e, RECURSION_HINT);
          }
        });
    Lazy<NixAttrs> known =
        Lazy.of(() ->
            new AttrsBuilder(8)
                .put("lib", environment.lib())
                .put("options", Thunk.of(() -> tree.get().options()))
                .put("specialArgs", specialArgs)
                .put("_class", moduleClass)
                .put("_prefix", prefix.toValue())
                .put("config", config)
                .build()
                .update(specialArgs.asAttrs()));
    return new ModuleCollector(
        environment.context(),
        new ModuleArguments(environment.context(), known),
        prefix,
        moduleClass.force() == NixNull.NULL ? null : moduleClass.asBytes(),
        Thunk.of(this::modulesPath));
  }

  private Value modulesPath() {
    Value given = specialArgs.asAttrs().get("modulesPath");
    return given == null ? NixString.EMPTY : given.force();
  }

  private NixList withInternalModule() {
    Value internal =
        environment
            .internalModule()
            .call(
                new AttrsBuilder(4)
                    .put("prefix", prefix.toValue())
                    .put("specialArgs", specialArgs)
                    .put("extendModules", extendModules)
                    .put("type", type)
                    .build());
    return modules.get().concat(NixList.of(internal));
  }

  private OptionTree buildTree() {
    List<Module> collected = collector().modules(withInternalModule()).reversed();
    List<OptionTree.Declared> declared = new ArrayList<>(collected.size());
    for (Module module : collected) {
      declared.add(new OptionTree.Declared(module.file(), module.options()));
    }
    return new OptionTree(environment, prefix, declared, Lazy.of(() -> definitions(collected)));
  }

  private static List<Definition> definitions(List<Module> modules) {
    List<Definition> definitions = new ArrayList<>(modules.size());
    for (Module module : modules) {
      definitions.addAll(Properties.pushDown(new Definition(module.file(), module.config())));
    }
    return definitions;
  }

  private @Nullable OptionType freeformType() {
    Value found = moduleOption("freeformType").force();
    return found == NixNull.NULL ? null : new OptionType(environment.context(), found);
  }

  private Value moduleOption(String name) {
    return tree.get().config().require("_module").asAttrs().require(name);
  }

  private Value computeConfig() {
    NixAttrs declared = tree.get().config();
    OptionType freeform = freeformType();
    if (freeform == null) {
      return declared;
    }
    List<Definition> free = new ArrayList<>();
    for (OptionTree.Unmatched each : unmatched.get()) {
      free.add(new Definition(each.definition().file(), nested(each)));
    }
    return free.isEmpty()
        ? declared
        : FreeformUpdate.update(freeform.merge(prefix, free), declared);
  }

  /** The definition below sets that lead to it. */
  private static Value nested(OptionTree.Unmatched unmatched) {
    Value value = unmatched.definition().whole();
    for (String name : unmatched.path().parts().reversed()) {
      value = NixAttrs.of(name, value);
    }
    return value;
  }

  private boolean checkUnmatched() {
    boolean relevant =
        moduleOption("check").asBool() && freeformType() == null && !unmatched.get().isEmpty();
    if (relevant) {
      throw new UnknownOption(environment.context(), tree.get()).error(unmatched.get());
    }
    return true;
  }

  private Value afterCheck(Value value) {
    return checked.get() ? value.force() : NixNull.NULL;
  }

  private Value submoduleType() {
    return environment
        .submoduleWith()
        .call(
            new AttrsBuilder(3)
                .put("modules", written.require("modules"))
                .put("specialArgs", specialArgs)
                .put("class", moduleClass)
                .build());
  }

  /** The function of that name; submodules call it without writing a set first. */
  private final class ExtendModules extends Curried implements Extensible {
    ExtendModules() {
      super("extendModules", argument -> Evaluation.this.extend(argument.asAttrs(), null));
    }

    @Override
    public NixAttrs extend(NixList modules, OptionPath opened) {
      return Evaluation.this
          .extend(
              new AttrsBuilder(2).put("modules", modules).put("prefix", opened.toValue()).build(),
              opened)
          .asAttrs();
    }
  }

  private Value extend(NixAttrs more, @Nullable OptionPath opened) {
    Value extra = more.get("modules");
    Value extraArgs = more.get("specialArgs");
    Value newPrefix = more.get("prefix");
    AttrsBuilder arguments = new AttrsBuilder(4);
    arguments.put("class", moduleClass);
    // Parameters of former times are among the modules from here on.
    arguments.put(
        "modules",
        Thunk.of(() -> extra == null ? modules.get() : modules.get().concat(extra.asList())));
    arguments.put(
        "specialArgs",
        extraArgs == null
            ? specialArgs
            : Thunk.of(() -> specialArgs.asAttrs().update(extraArgs.asAttrs())));
    arguments.put("prefix", newPrefix == null ? prefix.toValue() : newPrefix);
    return new Evaluation(environment, arguments.build(), opened).toValue();
  }

  /** The result, as {@code evalModules} answers it. */
  NixAttrs toValue() {
    warnOfLegacyParameters();
    return new AttrsBuilder(8)
        .put("_type", NixString.of("configuration"))
        .put("options", Thunk.of(() -> afterCheck(Thunk.of(() -> tree.get().options()))))
        .put("config", Thunk.of(() -> afterCheck(Thunk.of(this::publicConfig))))
        .put(
            "_module",
            Thunk.of(() -> afterCheck(Thunk.of(() -> rawConfig.asAttrs().require("_module")))))
        .put("graph", Thunk.of(() -> collector().graph(withInternalModule())))
        .put("extendModules", extendModules)
        .put("type", type)
        .put("class", moduleClass)
        .build();
  }

  private Value publicConfig() {
    NixAttrs all = rawConfig.asAttrs();
    AttrsBuilder visible = new AttrsBuilder(all.size());
    for (int i = 0; i < all.size(); i++) {
      if (all.symbol(i) != MODULE) {
        visible.put(all.symbol(i), all.value(i));
      }
    }
    return visible.build();
  }

  private void warnOfLegacyParameters() {
    for (String name : List.of("args", "check")) {
      if (written.has(name)) {
        environment.warn(
            "The "
                + name
                + " argument to evalModules is deprecated. Please set config._module."
                + name
                + " instead.");
      }
    }
  }

  /** The tree of options, for inspection. */
  OptionTree tree() {
    return tree.get();
  }
}
