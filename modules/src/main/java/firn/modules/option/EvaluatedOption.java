package firn.modules.option;

import firn.eval.error.EvalException;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Code;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An option with all its definitions, and the value they make. */
public final class EvaluatedOption {
  private static final Symbol APPLY = Symbol.of("apply");
  private static final Symbol DEFAULT = Symbol.of("default");
  private static final Symbol TYPE = Symbol.of("type");
  private static final Symbol READ_ONLY = Symbol.of("readOnly");
  private static final Symbol VALUE = Symbol.of("value");
  private static final Symbol HIGHEST_PRIO = Symbol.of("highestPrio");
  private static final Symbol DEFINITIONS = Symbol.of("definitions");
  private static final Symbol FILES = Symbol.of("files");
  private static final Symbol WITH_LOCATIONS = Symbol.of("definitionsWithLocations");
  private static final Symbol IS_DEFINED = Symbol.of("isDefined");
  private static final Symbol VALUE_META = Symbol.of("valueMeta");
  private static final Symbol TO_STRING = Symbol.of("__toString");
  private static final Symbol DECLARATIONS = Symbol.of("declarations");
  private static final Value UNKNOWN_FILE = NixString.of("<unknown-file>");

  /** What makes a definition of an option's default. */
  private static final Pushed WEAK =
      new Pushed(Properties.OVERRIDE, NixInt.of(Properties.OPTION_DEFAULT_PRIORITY), null);

  private static final Code COMPUTE_VALUE =
      new Code() {
        @Override
        protected Value run(Object payload) {
          return ((EvaluatedOption) payload).computeValue();
        }
      };

  private final OptionPath path;
  private final NixAttrs declaration;
  private final List<Definition> definitions;
  private final OptionType type;
  private final Value value;
  private volatile @Nullable MergedDefinitions merged;
  private @Nullable NixAttrs shown;

  /**
   * @param declaration the option, declared and with its final type
   * @param definitions without the option's default
   */
  public EvaluatedOption(
      OptionContext context, OptionPath path, NixAttrs declaration, List<Definition> definitions) {
    this.path = path;
    this.declaration = declaration;
    this.type = new OptionType(context, Attribute.of(declaration, TYPE));
    this.definitions = withDefault(declaration, definitions);
    this.value = new Thunk(COMPUTE_VALUE, this);
  }

  private static List<Definition> withDefault(NixAttrs declaration, List<Definition> definitions) {
    Value fallback = declaration.get(DEFAULT);
    if (fallback == null) {
      return definitions;
    }
    List<Definition> all = new ArrayList<>(definitions.size() + 1);
    all.add(new Definition(declaringFile(declaration), fallback, WEAK, declaration.place(DEFAULT)));
    all.addAll(definitions);
    return all;
  }

  /** The file of the first declaration, perhaps a thunk. */
  private static Value declaringFile(NixAttrs declaration) {
    Value declared = Attribute.of(declaration, DECLARATIONS);
    return declared instanceof NixList files
        ? first(files)
        : Thunk.of(() -> first(declared.asList()));
  }

  private static Value first(NixList files) {
    return files.size() == 0 ? UNKNOWN_FILE : files.get(0);
  }

  private MergedDefinitions merge() {
    if (definitions.size() > 1 && isReadOnly()) {
      List<Definition> separate = new ArrayList<>();
      for (Definition definition : definitions) {
        separate.add(
            definition.withValue(new MergedDefinitions(path, type, List.of(definition)).value()));
      }
      throw OptionErrors.thrown(
          "The option `"
              + path
              + "' is read-only, but it's set multiple times. Definition values:"
              + DefinitionPrinter.show(type.context(), separate));
    }
    return new MergedDefinitions(path, type, definitions);
  }

  private boolean isReadOnly() {
    Value readOnly = declaration.get(READ_ONLY);
    return readOnly != null && readOnly.asBool();
  }

  private Value computeValue() {
    try {
      Value result = merged().value();
      Value apply = declaration.get(APPLY);
      return (apply == null ? result : apply.call(result)).force();
    } catch (EvalException e) {
      throw OptionErrors.context(e, "while evaluating the option `" + path + "':");
    }
  }

  public OptionPath path() {
    return path;
  }

  /** The declaration with its final type. */
  public NixAttrs declaration() {
    return declaration;
  }

  /** The option's default and all its definitions, with their properties. */
  public List<Definition> definitions() {
    return definitions;
  }

  public OptionType type() {
    return type;
  }

  /** The definitions on their way to the value. */
  public MergedDefinitions merged() {
    MergedDefinitions known = merged;
    if (known == null) {
      known = merge();
      merged = known;
    }
    return known;
  }

  /** The value, a thunk. */
  public Value value() {
    return value;
  }

  /** The option as {@code options.PATH} shows it. */
  public NixAttrs toValue() {
    NixAttrs known = shown;
    if (known == null) {
      known =
          declaration.update(
              new AttrsBuilder(8)
                  .put(VALUE, value)
                  .put(HIGHEST_PRIO, Thunk.of(() -> NixInt.of(merged().priority())))
                  .put(DEFINITIONS, Thunk.of(() -> finals(Definition::value)))
                  .put(FILES, Thunk.of(() -> finals(Definition::file)))
                  .put(WITH_LOCATIONS, Thunk.of(() -> finals(Definition::toValue)))
                  .put(IS_DEFINED, Thunk.of(() -> NixBool.of(merged().isDefined())))
                  .put(VALUE_META, Thunk.of(() -> merged().meta()))
                  .put(TO_STRING, new OptionName(this))
                  .build());
      shown = known;
    }
    return known;
  }

  private NixList finals(java.util.function.Function<Definition, Value> part) {
    return NixList.of(merged().finalDefinitions().stream().map(part).toList());
  }
}
