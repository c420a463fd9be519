package firn.cli.store;

import firn.cli.ExitCode;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.cache.TrustedKeys;
import firn.store.local.LocalStore;
import firn.store.local.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firn store verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Check that the store holds what its database says.")
final class StoreVerify extends StoreAction {
  @Option(names = "--check-contents", description = "Hash everything too.")
  boolean contents;

  @Option(
      names = "--check-signatures",
      description = "Also want a trusted signature for what was not built here.")
  boolean signatures;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "Only these; everything if none is named.")
  List<String> paths = new ArrayList<>();

  StoreVerify(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(StoreSession session) throws InterruptedException {
    LocalStore store = session.store();
    Verifier verifier = new Verifier(store);
    SortedSet<StorePath> chosen =
        paths.isEmpty()
            ? store.validPaths()
            : paths.stream().map(session::path).collect(Collectors.toCollection(TreeSet::new));
    int left = 0;
    for (Verifier.Problem problem : verifier.verify(chosen, contents)) {
      terminal.warn(problem.detail());
      if (!options.repair || !repair(session, problem)) {
        left++;
      }
    }
    if (signatures) {
      left += untrusted(session, chosen);
    }
    if (left > 0) {
      terminal.say(left + (left == 1 ? " path is" : " paths are") + " not as it should be");
      return ExitCode.BUILD;
    }
    return ExitCode.DONE;
  }

  private boolean repair(StoreSession session, Verifier.Problem problem)
      throws InterruptedException {
    try {
      session.repairer().repair(problem.path());
      terminal.say("repaired '" + problem.path() + "'");
      return true;
    } catch (StoreException e) {
      if (problem.kind() == Verifier.Kind.MISSING
          && new Verifier(session.store()).forget(problem.path())) {
        terminal.say("forgot '" + problem.path() + "', which nothing refers to");
        return true;
      }
      terminal.warn(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private int untrusted(StoreSession session, SortedSet<StorePath> chosen) {
    TrustedKeys keys = session.settings().trustedKeys();
    int count = 0;
    for (StorePath path : chosen) {
      PathInfo info = session.store().query(path).orElse(null);
      boolean trusted =
          info == null || info.ultimate() || info.contentAddress() != null || keys.haveSigned(info);
      if (!trusted) {
        terminal.warn("path '" + path + "' has no signature of a trusted key");
        count++;
      }
    }
    return count;
  }
}
