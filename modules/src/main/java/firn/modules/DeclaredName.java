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
import firn.modules.option.OptionPath;
import firn.modules.option.Properties;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name at one level of an {@link OptionTree}: its declarations in all modules, its definitions
 * once they are collected, and what it stands for once somebody asks.
 */
final class DeclaredName {
  private static final Symbol TYPE = Symbol.of("_type");

  private final Environment environment;
  private final OptionTree tree;
  private final Symbol name;
  private final List<OptionDeclaration> declared = new ArrayList<>(1);
  private List<Definition> definitions = List.of();

  // Two threads that ask at once may both find out; the results are equal.
  private volatile OptionTree.@Nullable Entry entry;

  DeclaredName(Environment environment, OptionTree tree, Symbol name) {
    this.environment = environment;
    this.tree = tree;
    this.name = name;
  }

  Symbol name() {
    return name;
  }

  void declare(OptionDeclaration declaration) {
    declared.add(declaration);
  }

  void define(Definition definition) {
    if (definitions.isEmpty()) {
      definitions = new ArrayList<>(2);
    }
    definitions.add(definition);
  }

  /** What was given to {@link #define}. */
  List<Definition> definitions() {
    return definitions;
  }

  /** The option or the set of options. */
  OptionTree.Entry entry() {
    OptionTree.Entry known = entry;
    if (known == null) {
      known = resolve();
      entry = known;
    }
    return known;
  }

  private OptionTree.Entry resolve() {
    OptionPath path = tree.prefix().child(name.name());
    List<OptionDeclaration> options = new ArrayList<>(declared.size());
    for (OptionDeclaration each : declared) {
      if (isOption(path, each)) {
        options.add(each);
      }
    }
    if (options.size() == declared.size()) {
      return new Option(path, declared);
    }
    if (options.isEmpty()) {
      List<OptionTree.Declared> below =
          declared.stream().map(d -> new OptionTree.Declared(d.file(), d.option())).toList();
      return new OptionTree.Group(
          new OptionTree(environment, path, below, Lazy.of(this::pushedDown)));
    }
    if (options.stream().allMatch(DeclaredName::isSubmodule)) {
      return new Option(path, declared.stream().map(d -> asSubmodule(path, d)).toList());
    }
    throw OptionMismatch.parentOfOptions(path, options.getFirst(), declared, options);
  }

  private List<Definition> pushedDown() {
    List<Definition> pushed = new ArrayList<>();
    for (Definition definition : tree.definitionsOf(this)) {
      pushed.addAll(Properties.pushDown(definition));
    }
    return pushed;
  }

  /** An option with its definitions. That it is one is known before its type is looked at. */
  final class Option implements OptionTree.Entry {
    private final OptionPath path;
    private final List<OptionDeclaration> declarations;
    private volatile @Nullable EvaluatedOption evaluated;

    private Option(OptionPath path, List<OptionDeclaration> declarations) {
      this.path = path;
      this.declarations = declarations;
    }

    @Override
    public Value option() {
      return evaluated().toValue();
    }

    @Override
    public Value value() {
      return evaluated().value().force();
    }

    EvaluatedOption evaluated() {
      EvaluatedOption known = evaluated;
      if (known == null) {
        known = evaluate();
        evaluated = known;
      }
      return known;
    }

    private EvaluatedOption evaluate() {
      NixAttrs merged =
          OptionDeclaration.withFinalType(
              OptionDeclaration.merge(path, declarations), environment.unspecified());
      environment.warnIfDeprecated(path, merged);
      return new EvaluatedOption(
          environment.context(), path, merged, tree.definitionsOf(DeclaredName.this));
    }
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
  private OptionDeclaration asSubmodule(OptionPath path, OptionDeclaration declaration) {
    if (isOption(path, declaration)) {
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
}
