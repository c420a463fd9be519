package firn.modules;

import firn.eval.error.EvalException;
import firn.eval.error.Place;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixFunction;
import firn.eval.value.Symbol;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import firn.modules.option.Lazy;
import firn.modules.option.Levenshtein;
import firn.modules.option.OptionContext;
import firn.modules.option.OptionErrors;
import java.util.List;
import java.util.stream.Stream;

/**
 * What module functions are called with: the arguments known from the start, and for each other one
 * a function names, whatever {@code _module.args} will hold.
 */
final class ModuleArguments {
  /** How many letters away another argument may be to be proposed. */
  private static final int FAR = 2;

  private final OptionContext context;
  private final Lazy<NixAttrs> known;

  /**
   * @param known the arguments known from the start, {@code config} among them; nobody asks for
   *     them where no module is a function
   */
  ModuleArguments(OptionContext context, Lazy<NixAttrs> known) {
    this.context = context;
    this.known = known;
  }

  /**
   * Calls a module function.
   *
   * @param key the module, for messages
   */
  Value apply(String key, Value function) {
    NixAttrs named = context.functionArgs(function);
    String shown = shown(key, function);
    AttrsBuilder extra = new AttrsBuilder(named.size());
    for (int i = 0; i < named.size(); i++) {
      Symbol name = named.symbol(i);
      extra.put(name, Thunk.of(() -> argument(shown, name)));
    }
    return function.call(known.get().update(extra.build()));
  }

  /**
   * What a reader knows the module by: a function that stands in another file, by where it does.
   */
  private static String shown(String key, Value function) {
    Place place =
        key.contains(ModuleCollector.ANONYMOUS) && function instanceof NixFunction f
            ? f.place()
            : null;
    return place == null ? key : place.toString();
  }

  private Value argument(String module, Symbol name) {
    try {
      Value given = known.get().get(name);
      return given == null ? fromConfig(module, name) : given.force();
    } catch (EvalException e) {
      throw OptionErrors.context(
          e, "while evaluating the module argument `" + name.name() + "' in \"" + module + "\":");
    }
  }

  private Value fromConfig(String module, Symbol name) {
    try {
      NixAttrs given =
          known
              .get()
              .require("config")
              .asAttrs()
              .require("_module")
              .asAttrs()
              .require("args")
              .asAttrs();
      Value argument = given.get(name);
      if (argument == null) {
        throw nobodyGives(module, name.name(), given);
      }
      return argument.force();
    } catch (EvalException e) {
      throw OptionErrors.context(
          e,
          "noting that argument `"
              + name.name()
              + "` is not externally provided, so querying `_module.args` instead, requiring"
              + " `config`");
    }
  }

  private EvalException nobodyGives(String module, String name, NixAttrs given) {
    List<String> near =
        Stream.concat(known.get().names().stream(), given.names().stream())
            .map(Symbol::name)
            .filter(candidate -> Levenshtein.distance(name, candidate) <= FAR)
            .sorted()
            .toList();
    String remedy =
        near.isEmpty()
            ? "give it by `_module.args.%s' in some module, or by `specialArgs'".formatted(name)
            : "did you mean `%s'?".formatted(String.join("' or `", near));
    return new EvalException("attribute '" + name + "' missing")
        .hint(
            "(the module %s takes an argument `%s' that nobody gives: %s)"
                .formatted(module, name, remedy));
  }
}
