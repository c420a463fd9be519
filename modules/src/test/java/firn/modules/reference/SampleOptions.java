package firn.modules.reference;

import firn.eval.Evaluator;
import firn.eval.builtin.EvalSettings;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixPath;
import firn.modules.Library;
import java.nio.file.Path;
import java.util.List;

/** The options that the tests of the reference show: those of {@code testdata/reference}. */
final class SampleOptions {
  static final Path FOLDER = Path.of(System.getProperty("firn.home"), "testdata", "reference");

  private static final String MODULES =
      "{ lib, file }: (lib.evalModules { modules = [ file ]; }).options";

  private SampleOptions() {}

  static List<DocumentedOption> all() {
    return below("");
  }

  static List<DocumentedOption> below(String path) {
    Evaluator evaluator = new Evaluator(EvalSettings.ofProcess());
    return evaluator.run(() -> {
      NixAttrs library = evaluator.evalFile(Library.root().resolve("lib")).asAttrs();
      NixAttrs arguments =
          new AttrsBuilder(2)
              .put("lib", library)
              .put("file", NixPath.of(FOLDER.resolve("options.nix").toString()))
              .build();
      NixAttrs options = evaluator.evalExpression(MODULES).call(arguments).asAttrs();
      return DocumentedOptions.of(library, options, path);
    });
  }
}
