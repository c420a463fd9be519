package firn.modules;

import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import firn.modules.option.Definition;
import firn.modules.option.DefinitionPrinter;
import firn.modules.option.EvaluatedOption;
import firn.modules.option.Lazy;
import firn.modules.option.OptionDeclaration;
import firn.modules.option.OptionErrors;
import firn.modules.option.OptionPath;
import firn.modules.option.Properties;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One level of all modules' options and definitions together: by name, either an option or a
 * further level. Names are known once every module has said which options and definitions it has
 * there; what is behind a name is looked at when it is asked for.
 */
final class OptionTree {
  private static final Symbol TYPE = Symbol.of("_type");

  /** What a name stands for. */
  sealed interface Entry {}

  /** An option with its definitions. That it is one is known before its type is looked at. */
  record Option(Lazy<EvaluatedOption> option) implements Entry {}

  /** A set of further names. */
  record Group(OptionTree tree) implements Entry {}

  /**
   * The options of one module at this level.
   *
   * @param file the module
   * @param options perhaps a thunk
   */
  record Declared(Value file, Value options) {}

  /** A definition that no option takes, and where below this level it stands. */
  record Unmatched(OptionPath path, Definition definition) {}

  private final Environment environment;
  private final OptionPath prefix;
  private final Lazy<List<Definition>> definitions;
  private final Lazy<Map<Symbol, List<OptionDeclaration>>> declarations;
  private final Lazy<Map<Symbol, List<Definition>>> definitionsByName;
  private final Map<Symbol, Lazy<Entry>> entries = new HashMap<>();
  private final Lazy<NixAttrs> options;
  private final Lazy<NixAttrs> config;

  /**
   * @param definitions of the whole level: sets, without properties around them; whether there are
   *     any may depend on the options
   */
  OptionTree(
      Environment environment,
      OptionPath prefix,
      List<Declared> declared,
      Lazy<List<Definition>> definitions) {
    this.environment = environment;
    this.prefix = prefix;
    this.definitions = definitions;
    this.declarations = Lazy.of(() -> byName(declared));
    this.definitionsByName = Lazy.of(this::definitionsByName);
    this.options = Lazy.of(() -> shown(OptionTree::optionValue));
    this.config = Lazy.of(() -> shown(OptionTree::configValue));
  }

  OptionPath prefix() {
    return prefix;
  }

  /** All declared names. */
  Iterable<Symbol> names() {
    return declarations.get().keySet();
  }

  boolean has(Symbol name) {
    return declarations.get().containsKey(name);
  }

  private Map<Symbol, List<OptionDeclaration>> byName(List<Declared> declared) {
    Map<Symbol, List<OptionDeclaration>> result = new LinkedHashMap<>();
    for (Declared each : declared) {
      if (!(each.options.force() instanceof NixAttrs set)) {
        throw OptionErrors.thrown(
            """
            An option declaration for `%s' has type
            `%s' rather than an attribute set.
            Did you mean to define this outside of `options'?
            """
                .formatted(prefix.dotted(), each.options.type().typeOf()));
      }
      for (int i = 0; i < set.size(); i++) {
        Symbol name = set.symbol(i);
        Value position = OptionDeclaration.position(set.place(name));
        result
            .computeIfAbsent(name, n -> new ArrayList<>(1))
            .add(new OptionDeclaration(each.file, set.value(i), position));
      }
    }
    return result;
  }

  private Map<Symbol, List<Definition>> definitionsByName() {
    Map<Symbol, List<Definition>> result = new HashMap<>();
    for (Definition definition : definitions.get()) {
      if (!(definition.value().force() instanceof NixAttrs set)) {
        throw OptionErrors.thrown(
            """
            In module `%s', you're trying to define a value of type `%s'
            rather than an attribute set for the option
            `%s'!

            This usually happens if `%s' has option
            definitions inside that are not matched. Please check how to properly define
            this option by e.g. referring to `man 5 configuration.nix'!
            """
                .formatted(
                    DefinitionPrinter.file(definition.file()),
                    definition.value().type().typeOf(),
                    prefix.dotted(),
                    prefix.dotted()));
      }
      for (int i = 0; i < set.size(); i++) {
        result
            .computeIfAbsent(set.symbol(i), n -> new ArrayList<>(1))
            .add(definition.attribute(set, i));
      }
    }
    return result;
  }

  List<Definition> definitionsOf(Symbol name) {
    return definitionsByName.get().getOrDefault(name, List.of());
  }

  /** What a declared name stands for. */
  Entry entry(Symbol name) {
    Lazy<Entry> entry;
    synchronized (entries) {
      entry = entries.computeIfAbsent(name, n -> Lazy.of(() -> resolve(n)));
    }
    return entry.get();
  }

  private Entry resolve(Symbol name) {
    OptionPath path = prefix.child(name.name());
    List<OptionDeclaration> declared = declarations.get().get(name);
    if (declared == null) {
      throw new IllegalArgumentException(path + " is not declared");
    }
    List<OptionDeclaration> options = new ArrayList<>(declared.size());
    for (OptionDeclaration each : declared) {
      if (isOption(path, each)) {
        options.add(each);
      }
    }
    if (options.size() == declared.size()) {
      return option(path, name, declared);
    }
    if (options.isEmpty()) {
      List<Declared> below =
          declared.stream().map(d -> new Declared(d.file(), d.option())).toList();
      return new Group(new OptionTree(environment, path, below, Lazy.of(() -> pushedDown(name))));
    }
    if (options.stream().allMatch(OptionTree::isSubmodule)) {
      return option(path, name, declared.stream().map(this::asSubmodule).toList());
    }
    throw OptionMismatch.parentOfOptions(path, options.getFirst(), declared, options);
  }

  private List<Definition> pushedDown(Symbol name) {
    List<Definition> pushed = new ArrayList<>();
    for (Definition definition : definitionsOf(name)) {
      pushed.addAll(Properties.pushDown(definition));
    }
    return pushed;
  }

  private Entry option(OptionPath path, Symbol name, List<OptionDeclaration> declared) {
    return new Option(Lazy.of(() -> evaluated(path, name, declared)));
  }

  private EvaluatedOption evaluated(
      OptionPath path, Symbol name, List<OptionDeclaration> declared) {
    NixAttrs merged =
        OptionDeclaration.withFinalType(
            OptionDeclaration.merge(path, declared), environment.unspecified());
    environment.warnIfDeprecated(path, merged);
    return new EvaluatedOption(environment.context(), path, merged, definitionsOf(name));
  }

  private static boolean isOption(OptionPath path, OptionDeclaration declaration) {
    Value type = declaration.option().force() instanceof NixAttrs set ? set.get(TYPE) : null;
    if (type == null) {
      return false;
    }
    String kind = type.asBytes();
    if (!kind.equals("option")) {
      throw OptionMismatch.notAnOption(path, kind, DefinitionPrinter.file(declaration.file()));
    }
    return true;
  }

  private static boolean isSubmodule(OptionDeclaration declaration) {
    Value type = declaration.option().asAttrs().get("type");
    Value name = type != null && type.force() instanceof NixAttrs t ? t.get("name") : null;
    return name != null && name.force() instanceof NixString s && s.bytes().equals("submodule");
  }

  /** Options declared right below an option with submodules, as a submodule of that option. */
  private OptionDeclaration asSubmodule(OptionDeclaration declaration) {
    if (isOption(prefix, declaration)) {
      return declaration;
    }
    Value type =
        Thunk.of(() ->
            environment
                .submoduleWith()
                .call(
                    new AttrsBuilder(2)
                        .put("modules", NixList.of(NixAttrs.of("options", declaration.option())))
                        .put("shorthandOnlyDefinesConfig", NixNull.NULL)
                        .build()));
    NixAttrs option =
        new AttrsBuilder(2).put(TYPE, NixString.of("option")).put("type", type).build();
    return new OptionDeclaration(declaration.file(), option, declaration.position());
  }

  /** The definitions at and below this level that no option takes, by name. */
  List<Unmatched> unmatched() {
    if (definitions.get().isEmpty()) {
      return List.of();
    }
    List<Unmatched> result = new ArrayList<>();
    for (Symbol name : definitionsByName.get().keySet()) {
      if (!has(name)) {
        OptionPath path = OptionPath.ROOT.child(name.name());
        definitionsOf(name).forEach(d -> result.add(new Unmatched(path, d)));
      } else if (entry(name) instanceof Group group) {
        for (Unmatched below : group.tree.unmatched()) {
          OptionPath path = OptionPath.ROOT.child(name.name()).append(below.path);
          result.add(new Unmatched(path, below.definition));
        }
      }
    }
    // By name; the definitions of one name stay in the order of their modules.
    result.sort(Comparator.comparing(each -> each.path.parts().getFirst()));
    return result;
  }

  /** The options, as {@code options} shows them. */
  NixAttrs options() {
    return options.get();
  }

  /** The values of the options. */
  NixAttrs config() {
    return config.get();
  }

  private interface View {
    Value of(OptionTree tree, Symbol name);
  }

  private NixAttrs shown(View view) {
    AttrsBuilder set = new AttrsBuilder(declarations.get().size());
    for (Symbol name : names()) {
      set.put(name, Thunk.of(() -> view.of(this, name)));
    }
    return set.build();
  }

  private Value optionValue(Symbol name) {
    return switch (entry(name)) {
      case Option o -> o.option.get().toValue();
      case Group g -> g.tree.options();
    };
  }

  private Value configValue(Symbol name) {
    return switch (entry(name)) {
      case Option o -> o.option.get().value();
      case Group g -> g.tree.config();
    };
  }
}
