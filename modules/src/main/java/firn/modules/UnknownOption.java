package firn.modules;

import firn.eval.error.EvalException;
import firn.eval.value.Symbol;
import firn.modules.option.Definition;
import firn.modules.option.DefinitionPrinter;
import firn.modules.option.Levenshtein;
import firn.modules.option.OptionContext;
import firn.modules.option.OptionErrors;
import firn.modules.option.OptionPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The error for definitions that no option takes: what stands there, and what may be meant. */
record UnknownOption(OptionContext context, OptionTree tree) {

  /** How many further options a message names. */
  private static final int FURTHER = 10;

  /**
   * The error for definitions without option: the first such option with all its definitions, and
   * the places of others.
   */
  EvalException error(List<OptionTree.Unmatched> all) {
    OptionPath below = all.getFirst().path();
    OptionPath path = tree.prefix().append(below);
    List<Definition> definitions = new ArrayList<>();
    Map<String, String> further = new LinkedHashMap<>();
    for (OptionTree.Unmatched each : all) {
      if (each.path().parts().equals(below.parts())) {
        definitions.add(each.definition());
      } else {
        further.putIfAbsent(
            tree.prefix().append(each.path()).toString(),
            DefinitionPrinter.place(each.definition()));
      }
    }
    return OptionErrors.thrown(
        "The option `"
            + path
            + "' does not exist. Definition values:"
            + shown(path, definitions)
            + suggestion(below)
            + further(further)
            + hint());
  }

  private static String further(Map<String, String> places) {
    if (places.isEmpty()) {
      return "";
    }
    String listed =
        places.entrySet().stream()
            .limit(FURTHER)
            .map(e -> "\n- `" + e.getKey() + "' in `" + e.getValue() + "'")
            .collect(Collectors.joining());
    int more = places.size() - FURTHER;
    return "\n\nNor do these exist:" + listed + (more > 0 ? "\n- and " + more + " more" : "");
  }

  private String shown(OptionPath path, List<Definition> definitions) {
    StringBuilder text = new StringBuilder(shown(path, definitions.getFirst()));
    for (Definition definition : definitions.subList(1, definitions.size())) {
      text.append(shownIfPossible(definition));
    }
    return text.toString();
  }

  /** One definition is enough to fail for: where another one's value fails, its place remains. */
  private String shownIfPossible(Definition definition) {
    try {
      return DefinitionPrinter.show(context, List.of(definition));
    } catch (EvalException e) {
      return DefinitionPrinter.showPlace(definition);
    }
  }

  private String shown(OptionPath path, Definition definition) {
    return OptionErrors.during(
        () ->
            "while evaluating the error message for definitions for `"
                + path
                + "', which is an option that does not exist",
        () ->
            OptionErrors.during(
                () ->
                    "while evaluating a definition from `"
                        + DefinitionPrinter.file(definition.file())
                        + "'",
                () -> DefinitionPrinter.show(context, List.of(definition))));
  }

  /** What to say where not one option is declared. */
  private String hint() {
    for (Symbol name : tree.names()) {
      if (name != Evaluation.MODULE) {
        return "";
      }
    }
    if (tree.prefix().isRoot()) {
      return """


      It seems as if you're trying to declare an option by placing it into `config' rather than `options'!
      """;
    }
    return """


    However there are no options defined in `%s'. Are you sure you've
    declared your options properly? This can happen if you e.g. declared your options in `types.submodule'
    under `config' rather than `options'.
    """
        .formatted(tree.prefix());
  }

  private String suggestion(OptionPath unknown) {
    OptionPath parent = tree.prefix().append(unknown.parent());
    List<String> meant =
        Levenshtein.nearest(unknown.last(), siblings(unknown.parent())).stream()
            .map(name -> "`" + parent.child(name) + "'")
            .toList();
    return switch (meant.size()) {
      case 0 -> "";
      case 1 -> "\n\nDid you mean " + meant.getFirst() + "?";
      default ->
          "\n\nDid you mean "
              + String.join(", ", meant.subList(0, meant.size() - 1))
              + " or "
              + meant.getLast()
              + "?";
    };
  }

  /** The names declared at a level, in order; none where there is no such level. */
  private List<String> siblings(OptionPath level) {
    OptionTree at = tree;
    for (String part : level.parts()) {
      Symbol name = Symbol.of(part);
      if (!at.has(name) || !(at.entry(name) instanceof OptionTree.Group group)) {
        return List.of();
      }
      at = group.tree();
    }
    TreeSet<String> names = new TreeSet<>();
    for (Symbol name : at.names()) {
      if (!level.isRoot() || name != Evaluation.MODULE) {
        names.add(name.name());
      }
    }
    return new ArrayList<>(names);
  }
}
