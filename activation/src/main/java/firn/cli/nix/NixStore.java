package firn.cli.nix;

import firn.cli.CommandException;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nix-store}. */
@Command(
    name = "nix-store",
    mixinStandardHelpOptions = true,
    versionProvider = NixVersion.class,
    description = "Build, ask, add, check and clean up, as Nix's command of that name.")
public final class NixStore implements Callable<Integer> {
  /** What an operation is given. */
  record Call(StoreSession session, NixStoreOptions options, Terminal terminal) {
    List<String> operands() {
      return options.operands;
    }
  }

  /** One of the operations. */
  @FunctionalInterface
  interface Operation {
    int run(Call call) throws IOException, InterruptedException;
  }

  private final Terminal terminal;

  @Mixin NixStoreOptions options;

  public NixStore(Terminal terminal) {
    this.terminal = terminal;
    this.options = new NixStoreOptions();
  }

  private Map<Operation, Boolean> operations() {
    Map<Operation, Boolean> all = new LinkedHashMap<>();
    all.put(StoreQuery::run, options.query);
    all.put(StoreRealise::run, options.realise);
    all.put(StoreFiles::add, options.add);
    all.put(StoreFiles::addFixed, options.addFixed);
    all.put(StoreFiles::printFixedPath, options.printFixedPath);
    all.put(StoreFiles::dump, options.dump);
    all.put(StoreFiles::restore, options.restore);
    all.put(StoreFiles::export, options.export);
    all.put(StoreFiles::importing, options.importing);
    all.put(StoreUpkeep::verify, options.verify);
    all.put(StoreUpkeep::verifyPath, options.verifyPath);
    all.put(StoreUpkeep::repairPath, options.repairPath);
    all.put(StoreUpkeep::gc, options.gc);
    all.put(StoreUpkeep::delete, options.delete);
    all.put(StoreUpkeep::optimise, options.optimise);
    all.put(StoreRecords::loadDb, options.loadDb);
    all.put(StoreRecords::dumpDb, options.dumpDb);
    all.put(StoreRecords::registerValidity, options.registerValidity);
    all.put(StoreRecords::checkValidity, options.checkValidity);
    all.put(StoreRecords::readLog, options.readLog);
    all.put(StoreRecords::printEnv, options.printEnv);
    all.put(StoreRecords::generateKey, options.generateKey);
    all.put(StoreServing::run, options.serve);
    return all;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Operation> chosen =
        operations().entrySet().stream()
            .filter(Map.Entry::getValue)
            .map(Map.Entry::getKey)
            .toList();
    if (chosen.size() != 1) {
      throw new CommandException(
          NixExitCode.FAILED,
          chosen.isEmpty() ? "no operation specified" : "only one operation may be specified",
          "try 'nix-store --help'");
    }
    try (StoreSession session = StoreSession.open(options, terminal)) {
      return chosen.getFirst().run(new Call(session, options, terminal));
    }
  }
}
