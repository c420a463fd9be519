package firn.cli.store;

import firn.cli.ExitCode;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.store.DerivedPath;
import firn.store.StorePath;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firn store realise}. */
@Command(
    name = "realise",
    mixinStandardHelpOptions = true,
    description =
        "Build derivations that are in the store, or take their outputs from a cache, and print the outputs.")
final class StoreRealise extends StoreAction {
  @Option(
      names = "--requisites",
      description =
          "Print all that the outputs refer to as well, each path after those it refers to.")
  boolean requisites;

  @Parameters(paramLabel = "DERIVATION", arity = "1..*", description = "Derivations to build.")
  List<String> derivations = new ArrayList<>();

  StoreRealise(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(StoreSession session) throws InterruptedException {
    List<StorePath> named = derivations.stream().map(session::path).toList();
    session
        .realiser()
        .realise(named.stream().map(one -> DerivedPath.of(one, List.of("out"))).toList());
    List<StorePath> outputs =
        named.stream().map(one -> session.store().readDerivation(one).outputPath("out")).toList();
    (requisites ? session.store().closure(outputs) : outputs)
        .forEach(path -> terminal.print(path.toString()));
    return ExitCode.DONE;
  }
}
