package firn.modules;

import firn.eval.error.EvalException;
import firn.modules.option.OptionErrors;
import firn.modules.option.OptionPath;
import org.jspecify.annotations.Nullable;

/**
 * The error for something that is tagged as another thing than a module among the modules.
 *
 * @param prefix where the modules' options go
 * @param expectedClass the class of modules expected there, if any
 */
record ForeignModule(OptionPath prefix, @Nullable String expectedClass) {
  /**
   * @param kind the tag
   * @param file the module that imports it
   */
  EvalException error(String kind, String file) {
    StringBuilder text = new StringBuilder("Expected a module, but found a value of type ");
    text.append(OptionPath.quoted(kind));
    if (!file.equals(ModuleCollector.UNKNOWN_FILE.asBytes())) {
      text.append(", while trying to load a module into ").append(file);
    }
    if (!prefix.isRoot()) {
      text.append(", while trying to load a module into `").append(prefix).append('`');
    }
    text.append(
        """
        .
        A module is typically loaded by adding it to the `imports = [ ... ];` attribute of an existing module, or in the `modules = [ ... ];` argument of various functions.
        Please make sure that each of the list items is a module, and not a different kind of value.\
        """);
    switch (kind) {
      case "configuration" ->
          text.append(
              """


              If you really mean to import this configuration, instead please only import the modules that make up the configuration.
              You may have to create a `let` binding, file or attribute to give yourself access to the relevant modules.
              While loading a configuration into the module system is a very sensible idea, it can not be done cleanly in practice.\
              """);
      case "flake" -> flakeHint(text);
      default -> {}
    }
    return OptionErrors.thrown(text.toString());
  }

  private void flakeHint(StringBuilder text) {
    String generic = expectedClass == null ? "someApp" : expectedClass;
    text.append(
        """


        Perhaps you forgot to select an attribute name?
        Instead of, for example,
            inputs.someflake
        you need to write something like
            inputs.someflake.modules.%s.default\
        """
            .formatted(generic));
    if ("nixos".equals(expectedClass) || "darwin".equals(expectedClass)) {
      text.append("\nor\n    inputs.someflake.").append(expectedClass).append("Modules.default");
    }
  }
}
