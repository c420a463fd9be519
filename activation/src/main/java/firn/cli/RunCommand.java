package firn.cli;

import firn.eval.Evaluator;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import firn.store.DerivedPath;
import firn.store.StorePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn run}. */
@Command(name = "run", description = "Build a program of a flake, or of an expression, and run it.")
final class RunCommand implements Callable<Integer> {
  @ParentCommand FirnCommand firn;
  @Mixin SessionOptions session;
  @Mixin ExpressionOptions expression;
  @Mixin FlakeOptions flake;

  @Parameters(
      paramLabel = "[FLAKE#ATTR] [-- ARGUMENTS]",
      arity = "0..*",
      description = "An app or package of a flake, the default one of this folder's by default.")
  List<String> words = new ArrayList<>();

  /**
   * A program.
   *
   * @param path of the file to run, in the store
   * @param needed what must be built before
   */
  record Program(String path, List<DerivedPath> needed) {}

  @Override
  public Integer call() throws IOException {
    try (Session opened = new Session(session, firn.terminal(), true)) {
      boolean ofFlake = expression.isEmpty();
      if (ofFlake) {
        opened.forFlakes();
      }
      List<String> arguments = new ArrayList<>(words);
      String installable = ofFlake && !arguments.isEmpty() ? arguments.removeFirst() : ".";
      Evaluator evaluator = opened.evaluator();
      Program program =
          evaluator.run(
              () -> program(ofFlake ? find(opened, evaluator, installable) : value(evaluator)));
      opened.realise(program.needed());
      StorePath object = StorePath.containing(program.path());
      Path file =
          Path.of(
              opened.store().physical(object)
                  + program.path().substring(object.toString().length()));
      List<String> command = new ArrayList<>(List.of(file.toString()));
      command.addAll(arguments);
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private Value value(Evaluator evaluator) {
    return expression.values(evaluator, null).getFirst();
  }

  private Value find(Session opened, Evaluator evaluator, String installable) {
    return Installable.parse(installable)
        .find(opened, flake, session, Installable.programs(evaluator.settings().currentSystem()))
        .value();
  }

  /** What an app says to run, or the main program of a package. */
  private static Program program(Value value) {
    NixAttrs set = value.asAttrs();
    @Nullable Value type = set.get("type");
    if (type != null && type.asBytes().equals("app")) {
      NixString program = set.require("program").asString();
      List<DerivedPath> needed = new ArrayList<>();
      program
          .context()
          .elements()
          .forEach(element -> {
            StorePath path = StorePath.parse(element.path());
            if (element instanceof firn.eval.value.ContextElement.Output output) {
              needed.add(DerivedPath.of(path, List.of(output.output())));
            }
          });
      return new Program(program.bytes(), needed);
    }
    DerivationSearch.Found derivation = DerivationSearch.read(set);
    String out = set.require("outPath").asBytes();
    return new Program(
        out + "/bin/" + mainProgram(set),
        List.of(DerivedPath.of(derivation.derivation(), List.of(derivation.output()))));
  }

  private static String mainProgram(NixAttrs set) {
    if (set.get("meta") instanceof Value meta
        && meta.force() instanceof NixAttrs about
        && about.get("mainProgram") instanceof Value main) {
      return main.asBytes();
    }
    if (set.get("pname") instanceof Value pname) {
      return pname.asBytes();
    }
    String name = set.require("name").asBytes();
    return Bytes.toUnicode(name.replaceFirst("-[0-9].*$", ""));
  }
}
