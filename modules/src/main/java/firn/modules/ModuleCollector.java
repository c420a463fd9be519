package firn.modules;

import firn.eval.error.EvalException;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import firn.modules.option.Definition;
import firn.modules.option.DefinitionPrinter;
import firn.modules.option.Lazy;
import firn.modules.option.OptionContext;
import firn.modules.option.OptionErrors;
import firn.modules.option.OptionPath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows imports from a list of modules, without those that some module disables. Each module is
 * loaded once for each place that imports it, a file once altogether.
 */
final class ModuleCollector {
  static final Value UNKNOWN_FILE = NixString.of("<unknown-file>");

  /** What the key of a module that is no file has before its number. */
  static final String ANONYMOUS = ":anon-";

  private static final Symbol TYPE = Symbol.of("_type");

  private final OptionContext context;
  private final Coercion coercion;
  private final ModuleArguments arguments;
  private final ForeignModule foreign;
  private final @Nullable String expectedClass;
  private final Value modulesPath;
  private final Map<String, Module> files = new HashMap<>();

  /** A module and what it imports. */
  private record Node(Module module, List<Node> imports) {}

  /**
   * @param prefix where the modules' options go, for messages
   * @param expectedClass the class modules must have if they have one; null takes any
   * @param modulesPath what {@code disabledModules} are relative to
   */
  ModuleCollector(
      OptionContext context,
      ModuleArguments arguments,
      OptionPath prefix,
      @Nullable String expectedClass,
      Value modulesPath) {
    this.context = context;
    this.coercion = new Coercion(context.evaluator());
    this.arguments = arguments;
    this.foreign = new ForeignModule(prefix, expectedClass);
    this.expectedClass = expectedClass;
    this.modulesPath = modulesPath;
  }

  /** The modules, those nearer to the list first, each key once. */
  List<Module> modules(NixList initial) {
    List<Node> roots = load(UNKNOWN_FILE, "", initial, Set.of());
    Set<String> disabled = disabledKeys(roots);
    List<Module> result = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Queue<Node> next = new ArrayDeque<>(roots);
    while (!next.isEmpty()) {
      Node node = next.remove();
      String key = node.module.key();
      if (!disabled.contains(key) && seen.add(key)) {
        result.add(node.module);
        next.addAll(node.imports);
      }
    }
    return result;
  }

  /** The modules as a tree of {@code { key, file, disabled, imports }}. */
  NixList graph(NixList initial) {
    List<Node> roots = load(UNKNOWN_FILE, "", initial, Set.of());
    Lazy<Set<String>> disabled = Lazy.of(() -> disabledKeys(roots));
    return graph(
        roots.stream().filter(n -> !n.module.key().equals(Evaluation.INTERNAL_KEY)).toList(),
        disabled);
  }

  private static NixList graph(List<Node> nodes, Lazy<Set<String>> disabled) {
    return NixList.of(
        nodes.stream()
            .map(node ->
                new AttrsBuilder(4)
                    .put("key", NixString.of(node.module.key()))
                    .put("file", node.module.file())
                    .put(
                        "disabled",
                        Thunk.of(() -> NixBool.of(disabled.get().contains(node.module.key()))))
                    .put("imports", Thunk.of(() -> graph(node.imports, disabled)))
                    .build())
            .toList());
  }

  /**
   * @param above the keys of the modules that import these: what imports itself leads no further
   */
  private List<Node> load(Value parentFile, String parentKey, NixList modules, Set<String> above) {
    List<Node> result = new ArrayList<>(modules.size());
    for (int i = 0; i < modules.size(); i++) {
      String key = parentKey + ANONYMOUS + (i + 1);
      Module module = load(modules.get(i).force(), parentFile, key);
      NixList imports = module.imports().asList();
      List<Node> imported = List.of();
      if (imports.size() > 0 && !above.contains(module.key())) {
        Set<String> path = new HashSet<>(above);
        path.add(module.key());
        imported = load(module.file(), module.key(), imports, path);
      }
      result.add(new Node(module, imported));
    }
    return result;
  }

  private Module load(Value written, Value parentFile, String fallbackKey) {
    if (OptionContext.isFunction(written)) {
      return checked(read(arguments.apply(fallbackKey, written), parentFile, fallbackKey));
    }
    if (written instanceof NixAttrs set) {
      return loadSet(set, parentFile, fallbackKey);
    }
    if (written instanceof NixList list) {
      throw OptionErrors.thrown(
          "Module imports can't be nested lists. Perhaps you meant to remove one level of"
              + " lists? Definitions: "
              + DefinitionPrinter.show(context, List.of(new Definition(parentFile, list))));
    }
    return loadFile(written, parentFile);
  }

  private Module loadSet(NixAttrs set, Value parentFile, String fallbackKey) {
    Value type = set.get(TYPE);
    String kind = type == null ? "module" : type.asBytes();
    return switch (kind) {
      case "module" -> checked(read(set, parentFile, fallbackKey));
      case "if", "override" -> checked(read(NixAttrs.of("config", set), parentFile, fallbackKey));
      default -> throw foreign.error(kind, coercion.toBytes(parentFile));
    };
  }

  private Module loadFile(Value written, Value parentFile) {
    if (!(written instanceof NixPath || written instanceof NixString)) {
      throw OptionErrors.thrown(
          "The imports of `"
              + coercion.toBytes(parentFile)
              + "' hold "
              + written.type().described()
              + ", which is no module. Write a path, a set or a function. Definitions: "
              + DefinitionPrinter.show(context, List.of(new Definition(parentFile, written))));
    }
    String path = coercion.toBytes(written);
    Module known = files.get(path);
    if (known == null) {
      Value content = imported(written, path, parentFile);
      Value applied = OptionContext.isFunction(content) ? arguments.apply(path, content) : content;
      known = checked(read(applied, NixString.of(path), path));
      files.put(path, known);
    }
    return known;
  }

  private Value imported(Value written, String path, Value parentFile) {
    try {
      return written instanceof NixPath
          ? context.evaluator().importFile(NixPath.of(path)).force()
          : context.evaluator().builtins().require("import").call(written);
    } catch (EvalException e) {
      String importer = coercion.toBytes(parentFile);
      // Nothing was evaluated yet where the file cannot be read: its importer is all there is to
      // show.
      if (!(e.getCause() instanceof IOException)
          || importer.equals(coercion.toBytes(UNKNOWN_FILE))) {
        throw e;
      }
      throw new EvalException(
          e.sentence() + "; it is among the imports of `" + importer + "'", e.getCause());
    }
  }

  private Module read(Value applied, Value parentFile, String fallbackKey) {
    return Module.read(coercion, applied, parentFile, fallbackKey);
  }

  private Module checked(Module module) {
    if (expectedClass == null || module.moduleClass().force() == NixNull.NULL) {
      return module;
    }
    String actual = module.moduleClass().asBytes();
    if (actual.equals(expectedClass)) {
      return module;
    }
    String quoted = OptionPath.quoted(actual);
    throw OptionErrors.thrown(
        """
        The module `%s` (class: %s) cannot be imported into a module evaluation that expects class %s.

        Help:
        - Ensure that you are importing the correct module.
        - Verify that the module's `_class`, %s matches the expected `class` %s.
        - If you are using a custom class, make sure it is correctly defined and used consistently across your modules.
        """
            .formatted(
                coercion.toBytes(module.file()),
                quoted,
                OptionPath.quoted(expectedClass),
                quoted,
                OptionPath.quoted(expectedClass)));
  }

  private Set<String> disabledKeys(List<Node> nodes) {
    Set<String> keys = new HashSet<>();
    for (Node node : nodes) {
      for (Value item : node.module.disabledModules().asList()) {
        keys.add(disabledKey(node.module.file(), item.force()));
      }
      keys.addAll(disabledKeys(node.imports));
    }
    return keys;
  }

  private String disabledKey(Value file, Value item) {
    if (item instanceof NixString s) {
      return s.bytes().startsWith("/")
          ? s.bytes()
          : coercion.toBytes(modulesPath) + "/" + s.bytes();
    }
    Value key = item instanceof NixAttrs set ? set.get("key") : null;
    if (Coercion.isConvertible(item)) {
      String text = coercion.toBytes(item);
      if (key != null && !coercion.toBytes(key).equals(text)) {
        throw OptionErrors.thrown(
            "Module `"
                + coercion.toBytes(file)
                + "` contains a disabledModules item that is an attribute set that can be converted"
                + " to a string ("
                + text
                + ") but also has a `.key` attribute ("
                + coercion.toBytes(key)
                + ") with a different value. This makes it ambiguous which module should be"
                + " disabled.");
      }
      return text;
    }
    if (key != null) {
      return coercion.toBytes(key);
    }
    if (item instanceof NixAttrs) {
      throw OptionErrors.thrown(
          "Module `"
              + coercion.toBytes(file)
              + "` contains a disabledModules item that is an attribute set, presumably a module,"
              + " that does not have a `key` attribute. This means that the module system doesn't"
              + " have any means to identify the module that should be disabled. Make sure that"
              + " you've put the correct value in disabledModules: a string path relative to"
              + " modulesPath, a path value, or an attribute set with a `key` attribute.");
    }
    throw OptionErrors.thrown(
        "Each disabledModules item must be a path, string, or a attribute set with a key attribute,"
            + " or a value supported by toString. However, one of the disabledModules items in `"
            + coercion.toBytes(file)
            + "` is none of that, but is of type "
            + item.type().typeOf()
            + ".");
  }
}
