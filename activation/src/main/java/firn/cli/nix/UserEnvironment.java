package firn.cli.nix;

import firn.cli.DerivationSearch;
import firn.cli.Session;
import firn.eval.Evaluator;
import firn.eval.value.NixBool;
import firn.eval.value.NixInt;
import firn.eval.value.Value;
import firn.eval.value.ValuePrinter;
import firn.store.StorePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a profile leads to: a tree of links to all its packages, with its manifest. */
final class UserEnvironment {
  private static final String DEFAULT_PRIORITY = "5";

  private UserEnvironment() {}

  /**
   * Makes one of packages whose outputs are valid.
   *
   * @throws NixBuildFailure if two packages have a file of the same name and neither precedes
   */
  static StorePath create(Session session, List<ProfileElement> elements) {
    Set<StorePath> references = new TreeSet<>();
    elements.forEach(
        one -> one.outputs().values().forEach(path -> references.add(StorePath.parse(path))));
    Evaluator evaluator = session.evaluator();
    String text = evaluator.run(() -> ProfileManifest.text(elements));
    StorePath manifest = session.store().addText("env-manifest.nix", text, references);
    String expression =
        """
        derivation {
          name = "user-environment";
          system = "builtin";
          builder = "builtin:buildenv";
          manifest = builtins.appendContext "%1$s" { "%1$s".path = true; };
          derivations = %2$s;
          preferLocalBuild = true;
          allowSubstitutes = false;
        }
        """
            .formatted(manifest, ValuePrinter.quote(words(evaluator, elements)));
    DerivationSearch.Found found =
        evaluator.run(() -> DerivationSearch.read(evaluator.evalExpression(expression).asAttrs()));
    return new BuiltLinks(session, null).build(List.of(found)).getFirst();
  }

  /** {@code ACTIVE PRIORITY COUNT PATH…} of each package. */
  private static String words(Evaluator evaluator, List<ProfileElement> elements) {
    List<String> words = new ArrayList<>();
    evaluator.run(() -> {
      for (ProfileElement one : elements) {
        words.add(word(one.meta().get("active"), "true"));
        words.add(word(one.meta().get("priority"), DEFAULT_PRIORITY));
        words.add(Integer.toString(one.outputs().size()));
        words.addAll(one.outputs().values());
      }
      return words;
    });
    return String.join(" ", words);
  }

  /** As the language makes text of a value, but for truth, of which the builder wants a word. */
  private static String word(@Nullable Value value, String otherwise) {
    return switch (value == null ? null : value.force()) {
      case null -> otherwise;
      case NixBool yes -> yes.value() ? "1" : "false";
      case NixInt number -> Long.toString(number.value());
      case Value other -> other.asBytes();
    };
  }
}
