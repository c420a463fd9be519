package firn.modules;

import firn.eval.value.AttrsBuilder;
import firn.eval.value.Code;
import firn.eval.value.NixAttrs;
import firn.eval.value.Symbol;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import firn.modules.option.Definition;
import firn.modules.option.DefinitionPrinter;
import firn.modules.option.Lazy;
import firn.modules.option.OptionDeclaration;
import firn.modules.option.OptionErrors;
import firn.modules.option.OptionPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One level of all modules' options and definitions together: by name, either an option or a
 * further level. Names are known once every module has said which options and definitions it has
 * there; what is behind a name is looked at when it is asked for.
 */
final class OptionTree {
  /** What a name stands for. */
  sealed interface Entry permits DeclaredName.Option, Group {
    /** As {@code options} shows it. */
    Value option();

    /** As {@code config} shows it, forced. */
    Value value();
  }

  /** A set of further names. */
  record Group(OptionTree tree) implements Entry {
    @Override
    public Value option() {
      return tree.options();
    }

    @Override
    public Value value() {
      return tree.config();
    }
  }

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
  private final Lazy<Map<Symbol, DeclaredName>> declarations;

  /** The definitions of names that nobody declares; those of the others stand with their name. */
  private volatile @Nullable Map<Symbol, List<Definition>> undeclared;

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
    this.declarations = Lazy.of(() -> collect(declared));
    this.options = Lazy.of(() -> shown(OPTION));
    this.config = Lazy.of(() -> shown(VALUE));
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

  private Map<Symbol, DeclaredName> collect(List<Declared> declared) {
    Map<Symbol, DeclaredName> result = new LinkedHashMap<>();
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
        Value position = OptionDeclaration.position(set.layout().place(i));
        DeclaredName known = result.get(name);
        if (known == null) {
          known = new DeclaredName(environment, this, name);
          result.put(name, known);
        }
        known.declare(new OptionDeclaration(each.file, set.value(i), position));
      }
    }
    return result;
  }

  /** The definitions, each of them a set. */
  private List<Definition> checkedDefinitions() {
    List<Definition> all = definitions.get();
    for (Definition definition : all) {
      if (!(definition.value().force() instanceof NixAttrs)) {
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
    }
    return all;
  }

  /** Gives each name its definitions, once; answers those of names that nobody declares. */
  private Map<Symbol, List<Definition>> undeclared() {
    Map<Symbol, List<Definition>> known = undeclared;
    if (known == null) {
      Map<Symbol, DeclaredName> declared = declarations.get();
      List<Definition> all = checkedDefinitions();
      // Nothing is evaluated from here on, so a thread that waits for another cannot wait for
      // itself.
      synchronized (this) {
        known = undeclared;
        if (known == null) {
          known = distribute(all, declared);
          undeclared = known;
        }
      }
    }
    return known;
  }

  private static Map<Symbol, List<Definition>> distribute(
      List<Definition> definitions, Map<Symbol, DeclaredName> declared) {
    Map<Symbol, List<Definition>> others = new HashMap<>();
    for (Definition definition : definitions) {
      NixAttrs set = definition.value().asAttrs();
      for (int i = 0; i < set.size(); i++) {
        Definition attribute = definition.attribute(set, i);
        DeclaredName name = declared.get(set.symbol(i));
        if (name != null) {
          name.define(attribute);
        } else {
          others.computeIfAbsent(set.symbol(i), n -> new ArrayList<>(1)).add(attribute);
        }
      }
    }
    return others;
  }

  /** The definitions of a name of this level. */
  List<Definition> definitionsOf(DeclaredName name) {
    undeclared();
    return name.definitions();
  }

  /** What a declared name stands for. */
  Entry entry(Symbol name) {
    DeclaredName declared = declarations.get().get(name);
    if (declared == null) {
      throw new IllegalArgumentException(prefix.child(name.name()) + " is not declared");
    }
    return declared.entry();
  }

  /**
   * The definitions at and below this level that no option takes, by name. Every name of a level
   * that has definitions is found out for it: what is declared wrongly there comes to light even if
   * nobody asks for it.
   */
  List<Unmatched> unmatched() {
    if (definitions.get().isEmpty()) {
      return List.of();
    }
    List<Unmatched> result = new ArrayList<>();
    undeclared()
        .forEach((name, all) -> {
          OptionPath path = OptionPath.ROOT.child(name.name());
          all.forEach(definition -> result.add(new Unmatched(path, definition)));
        });
    for (DeclaredName name : sorted()) {
      if (name.entry() instanceof Group group) {
        for (Unmatched below : group.tree.unmatched()) {
          OptionPath path = OptionPath.ROOT.child(name.name().name()).append(below.path);
          result.add(new Unmatched(path, below.definition));
        }
      }
    }
    // By name; the definitions of one name stay in the order of their modules.
    result.sort(Comparator.comparing(each -> each.path.parts().getFirst()));
    return result;
  }

  private List<DeclaredName> sorted() {
    List<DeclaredName> all = new ArrayList<>(declarations.get().values());
    all.sort(Comparator.comparing(each -> each.name().name()));
    return all;
  }

  /** The options, as {@code options} shows them. */
  NixAttrs options() {
    return options.get();
  }

  /** The values of the options. */
  NixAttrs config() {
    return config.get();
  }

  /** A name as {@code options} shows it. */
  private static final Code OPTION =
      new Code() {
        @Override
        protected Value run(Object payload) {
          return ((DeclaredName) payload).entry().option();
        }
      };

  /** A name as {@code config} shows it. */
  private static final Code VALUE =
      new Code() {
        @Override
        protected Value run(Object payload) {
          return ((DeclaredName) payload).entry().value();
        }
      };

  private NixAttrs shown(Code view) {
    AttrsBuilder set = new AttrsBuilder(declarations.get().size());
    for (DeclaredName name : declarations.get().values()) {
      set.put(name.name(), new Thunk(view, name));
    }
    return set.build();
  }
}
