package firn.modules.option;

import firn.eval.error.EvalException;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixList;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates the modules of a submodule together with its definitions as further modules. */
public final class SubmoduleMerge extends CheckedMerge {
  private static final Symbol FILE = Symbol.of("_file");
  private static final Symbol CONFIG = Symbol.of("config");
  private static final Symbol IMPORTS = Symbol.of("imports");

  /**
   * How many names may lead to a submodule. One that holds itself with a default has no end: it is
   * found here, after a second and with little memory, long before the stack ends.
   */
  private static final int LONGEST_PATH = 500;

  private final Value check;
  private final Value base;
  private final Value onlyConfig;
  private final OptionContext context;

  /**
   * @param check what a definition must pass
   * @param base the submodule evaluated without definitions, as {@code evalModules} answers it
   * @param onlyConfig whether a definition that is a set is all configuration: true, or anything
   *     else
   */
  public SubmoduleMerge(OptionContext context, Value check, Value base, Value onlyConfig) {
    this.context = context;
    this.check = check;
    this.base = base;
    this.onlyConfig = onlyConfig;
  }

  @Override
  protected Merged merge(OptionPath path, List<Definition> definitions) {
    Lazy<NixAttrs> configuration = Lazy.of(() -> evaluate(path, definitions));
    return new Merged() {
      @Override
      public @Nullable String headError() {
        return OptionType.headError(context, check, definitions);
      }

      @Override
      public Value value() {
        return configuration.get().require("config");
      }

      @Override
      public Value meta() {
        return NixAttrs.of("configuration", Thunk.of(configuration::get));
      }
    };
  }

  private NixAttrs evaluate(OptionPath path, List<Definition> definitions) {
    if (path.length() > LONGEST_PATH) {
      throw new EvalException(
              "infinite recursion: the option `%s' is a submodule that holds itself, %d deep and without an end"
                  .formatted(path.beginning(4), path.length()))
          .hint(
              "(where it holds itself, give it a type that may be empty: `types.nullOr' with the default null, `types.attrsOf', `types.listOf')");
    }
    Value[] modules = new Value[definitions.size() + 1];
    modules[0] =
        NixAttrs.of("_module", NixAttrs.of("args", NixAttrs.of("name", NixString.of(path.last()))));
    for (int i = 0; i < definitions.size(); i++) {
      modules[i + 1] = asModule(definitions.get(i));
    }
    Value extend = base.asAttrs().require("extendModules").force();
    NixList further = NixList.wrap(modules);
    if (extend instanceof Extensible evaluation) {
      return evaluation.extend(further, path.opened(definitions));
    }
    return extend
        .call(new AttrsBuilder(2).put("modules", further).put("prefix", path.toValue()).build())
        .asAttrs();
  }

  private NixAttrs asModule(Definition definition) {
    Value value = definition.value().force();
    boolean config = value instanceof NixAttrs && onlyConfig.force() == NixBool.TRUE;
    return new AttrsBuilder(2)
        .put(FILE, definition.file())
        .put(config ? CONFIG : IMPORTS, config ? value : NixList.of(value))
        .build();
  }
}
