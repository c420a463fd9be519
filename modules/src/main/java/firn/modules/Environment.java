package firn.modules;

import firn.eval.value.NixAttrs;
import firn.eval.value.NixNull;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.modules.option.DefinitionPrinter;
import firn.modules.option.OptionContext;
import firn.modules.option.OptionErrors;
import firn.modules.option.OptionPath;

/**
 * What the engine takes from the language's library, written as a set.
 *
 * @param written holds {@code lib}, which modules get as an argument; {@code internalModule}, a
 *     function to the module every set of modules has; {@code submoduleWith}; {@code unspecified},
 *     the type of options without one; and {@code warn}, a function of a message and a value that
 *     it answers
 */
record Environment(OptionContext context, NixAttrs written) {

  private static final Symbol TYPE = Symbol.of("type");
  private static final Symbol DEPRECATION = Symbol.of("deprecationMessage");

  Value lib() {
    return written.require("lib");
  }

  Value internalModule() {
    return written.require("internalModule");
  }

  Value submoduleWith() {
    return written.require("submoduleWith");
  }

  Value unspecified() {
    return written.require("unspecified");
  }

  /** Warns whoever runs the evaluation. */
  void warn(String message) {
    written.require("warn").call(NixString.of(message), NixNull.NULL);
  }

  /**
   * Warns of an option whose type should no longer be used.
   *
   * @throws firn.eval.error.EvalException if what stands for the type is none
   */
  void warnIfDeprecated(OptionPath path, NixAttrs option) {
    Value declared = option.get(TYPE);
    if (declared == null) {
      return;
    }
    if (!(declared.force() instanceof NixAttrs type)) {
      throw OptionErrors.thrown(
          "The type of the option `%s' in %s is %s rather than one of `lib.types'."
              .formatted(
                  path,
                  DefinitionPrinter.showFiles(option.require("declarations").asList().asJavaList()),
                  declared.force().type().described()));
    }
    Value message = type.get(DEPRECATION);
    if (message != null && message.force() instanceof NixString text) {
      warn(
          "The type `types."
              + type.require("name").asBytes()
              + "' of option `"
              + path
              + "' defined in "
              + DefinitionPrinter.showFiles(option.require("declarations").asList().asJavaList())
              + " is deprecated. "
              + text.bytes());
    }
  }
}
