package firn.modules;

import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixList;
import firn.eval.value.NixNull;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import firn.modules.option.OptionErrors;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A module in its full form, whatever form it was written in.
 *
 * @param key what tells it from other modules: of two with one key the first counts
 * @param file where it comes from, as messages name it: a string, perhaps a thunk
 * @param moduleClass a string, or null; perhaps a thunk
 * @param disabledModules a list of modules it disables; perhaps a thunk
 * @param imports a list of modules; perhaps a thunk
 * @param options the options it declares; perhaps a thunk
 * @param config its definitions; perhaps a thunk
 */
record Module(
    String key,
    Value file,
    Value moduleClass,
    Value disabledModules,
    Value imports,
    Value options,
    Value config) {

  private static final Symbol CONFIG = Symbol.of("config");
  private static final Symbol OPTIONS = Symbol.of("options");
  private static final Symbol IMPORTS = Symbol.of("imports");
  private static final Symbol REQUIRE = Symbol.of("require");
  private static final Symbol META = Symbol.of("meta");
  private static final Symbol FREEFORM_TYPE = Symbol.of("freeformType");
  private static final Symbol DISABLED = Symbol.of("disabledModules");
  private static final Symbol CLASS = Symbol.of("_class");
  private static final Symbol FILE = Symbol.of("_file");
  private static final Symbol KEY = Symbol.of("key");

  private static final Set<Symbol> LONG_FORM =
      Set.of(CLASS, FILE, KEY, DISABLED, IMPORTS, OPTIONS, CONFIG, META, FREEFORM_TYPE);
  private static final Set<Symbol> NOT_CONFIG =
      Set.of(CLASS, FILE, KEY, DISABLED, REQUIRE, IMPORTS, FREEFORM_TYPE);

  /**
   * Reads a module.
   *
   * @param written the module, functions applied
   * @param fallbackFile its file where it does not say
   * @param fallbackKey its key where it does not say
   * @throws firn.eval.error.EvalException if it does not look like one
   */
  static Module read(Coercion coercion, Value written, Value fallbackFile, String fallbackKey) {
    if (!(written.force() instanceof NixAttrs set)) {
      throw OptionErrors.thrown(
          "module "
              + coercion.toBytes(fallbackFile)
              + " ("
              + fallbackKey
              + ") does not look like a module.");
    }
    boolean longForm = set.has(CONFIG) || set.has(OPTIONS);
    if (longForm) {
      requireKnownAttributes(set, fallbackKey);
    }
    Value writtenFile = set.get(FILE);
    Value writtenKey = set.get(KEY);
    return new Module(
        writtenKey == null ? fallbackKey : coercion.toBytes(writtenKey),
        writtenFile == null
            ? fallbackFile
            : Thunk.of(() -> NixString.of(coercion.toBytes(writtenFile))),
        or(set.get(CLASS), NixNull.NULL),
        or(set.get(DISABLED), NixList.EMPTY),
        longForm ? or(set.get(IMPORTS), NixList.EMPTY) : shortImports(set),
        longForm ? or(set.get(OPTIONS), NixAttrs.EMPTY) : NixAttrs.EMPTY,
        longForm ? longConfig(set) : shortConfig(set));
  }

  private static Value or(@Nullable Value given, Value fallback) {
    return given == null ? fallback : given;
  }

  private static void requireKnownAttributes(NixAttrs set, String key) {
    boolean allKnown = true;
    for (int i = 0; i < set.size(); i++) {
      allKnown &= LONG_FORM.contains(set.symbol(i));
    }
    if (!allKnown) {
      List<String> unknown =
          set.names().stream().filter(n -> !LONG_FORM.contains(n)).map(Symbol::name).toList();
      throw OptionErrors.thrown(
          "Module `"
              + key
              + "' has an unsupported attribute `"
              + unknown.getFirst()
              + "'. This is caused by introducing a top-level `config' or `options' attribute. Add"
              + " configuration attributes immediately on the top level instead, or move all of"
              + " them (namely: "
              + unknown.stream().collect(Collectors.joining(" "))
              + ") into the explicit `config' attribute.");
    }
  }

  private static Value shortImports(NixAttrs set) {
    Value require = set.get(REQUIRE);
    Value imports = set.get(IMPORTS);
    if (require == null || imports == null) {
      return or(require, or(imports, NixList.EMPTY));
    }
    return Thunk.of(() -> require.asList().concat(imports.asList()));
  }

  private static Value longConfig(NixAttrs set) {
    Value config = or(set.get(CONFIG), NixAttrs.EMPTY);
    Value meta = set.get(META);
    return withFreeformType(set, meta == null ? config : both(config, NixAttrs.of("meta", meta)));
  }

  private static Value shortConfig(NixAttrs set) {
    boolean bare = true;
    AttrsBuilder config = new AttrsBuilder(set.size());
    for (int i = 0; i < set.size(); i++) {
      Symbol name = set.symbol(i);
      if (NOT_CONFIG.contains(name)) {
        bare = false;
      } else {
        config.put(name, set.value(i), set.place(name));
      }
    }
    return withFreeformType(set, bare ? set : config.build());
  }

  private static Value withFreeformType(NixAttrs set, Value config) {
    Value type = set.get(FREEFORM_TYPE);
    return type == null
        ? config
        : both(config, NixAttrs.of("_module", NixAttrs.of("freeformType", type)));
  }

  /** Both definitions, as {@code mkMerge} would write them. */
  private static NixAttrs both(Value first, Value second) {
    return new AttrsBuilder(2)
        .put("_type", NixString.of("merge"))
        .put("contents", NixList.of(first, second))
        .build();
  }
}
