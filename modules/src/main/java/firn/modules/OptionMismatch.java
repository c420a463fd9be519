package firn.modules;

import firn.eval.error.EvalException;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.modules.option.DefinitionPrinter;
import firn.modules.option.OptionDeclaration;
import firn.modules.option.OptionErrors;
import firn.modules.option.OptionPath;
import java.util.List;
import java.util.TreeSet;

/** Errors of declarations that do not go together. */
final class OptionMismatch {
  private OptionMismatch() {}

  /** One module declares an option where others declare options below it. */
  static EvalException parentOfOptions(
      OptionPath path,
      OptionDeclaration option,
      List<OptionDeclaration> all,
      List<OptionDeclaration> options) {
    TreeSet<String> below = new TreeSet<>();
    for (OptionDeclaration each : all) {
      if (!options.contains(each) && each.option().force() instanceof NixAttrs set) {
        for (Symbol name : set.names()) {
          below.add(
              " - option(s) with prefix `"
                  + path.child(name.name())
                  + "' in module `"
                  + DefinitionPrinter.file(each.file())
                  + "'");
        }
      }
    }
    return OptionErrors.thrown(
        "The option `"
            + path
            + "' in module `"
            + DefinitionPrinter.file(option.file())
            + "' would be a parent of the following options, but its type `"
            + typeDescription(option)
            + "' does not support nested options.\n"
            + String.join("\n", below));
  }

  private static String typeDescription(OptionDeclaration option) {
    Value type = option.option().asAttrs().get("type");
    Value description =
        type != null && type.force() instanceof NixAttrs set ? set.get("description") : null;
    return description != null && description.force() instanceof NixString s
        ? s.bytes()
        : "<no description>";
  }

  /** Something stands where an option should be declared, and is tagged as something else. */
  static EvalException notAnOption(OptionPath path, String kind, String file) {
    String message =
        "In module "
            + file
            + ": expected an option declaration at option path `"
            + path
            + "` but got an attribute set with type "
            + kind;
    if (!kind.equals("option-type")) {
      return OptionErrors.thrown(message);
    }
    String name = OptionPath.identifier(path.last());
    String comment = path.parent().isRoot() ? "" : "\n    # " + path;
    return OptionErrors.thrown(
        message
            + "\n\nWhen declaring an option, you must wrap the type in a `mkOption` call. It should"
            + " look somewhat like:\n    "
            + comment
            + "\n    "
            + name
            + " = lib.mkOption {\n      description = ...;\n      type = <the type you wrote for "
            + name
            + ">;\n      ...\n    };\n");
  }
}
