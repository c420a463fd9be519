package firn.cli.nix;

import firn.cli.Session;
import firn.cli.Terminal;
import firn.store.HashFormat;
import firn.store.PathInfo;
import firn.store.StorePath;
import firn.store.cache.TrustedKeys;
import firn.store.local.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code nix store verify}. Its exit code is the sum of 1 where something was modified, 2 where
 * something is not trusted, and 4 where something could not be checked.
 */
@Command(name = "verify", description = "Check contents and signatures of store paths.")
final class NixCommandVerify extends InstallableAction implements NixAnswer {
  private static final int CORRUPTED = 1;
  private static final int UNTRUSTED = 2;
  private static final int UNCHECKED = 4;

  @Option(names = "--no-contents", description = "Do not hash contents.")
  boolean noContents;

  @Option(names = "--no-trust", description = "Want no signatures.")
  boolean noTrust;

  @Option(
      names = {"-n", "--sigs-needed"},
      paramLabel = "N",
      description = "Want signatures of so many trusted keys, of what was built here, too.")
  int signaturesNeeded;

  @Option(
      names = {"-s", "--substituter"},
      paramLabel = "CACHE",
      description = "Take this cache's signatures into account; may be given again.")
  List<String> caches = new ArrayList<>();

  NixCommandVerify(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(Session opened, List<StorePath> paths) throws InterruptedException {
    int code = 0;
    SortedSet<StorePath> valid = new TreeSet<>();
    for (StorePath path : paths) {
      if (opened.store().isValid(path)) {
        terminal.say("checking '" + path + "'...");
        valid.add(path);
      } else {
        terminal.say("error: path '" + path + "' is not valid");
        code |= UNCHECKED;
      }
    }
    if (!noContents) {
      for (Verifier.Problem problem : new Verifier(opened.store()).verify(valid, true)) {
        code |= told(opened, problem);
      }
    }
    if (!noTrust) {
      TrustedKeys keys = opened.stores().settings().trustedKeys();
      for (StorePath path : valid) {
        PathInfo info = opened.store().query(path).orElse(null);
        if (info != null && !isTrusted(info, keys)) {
          terminal.say("path '" + path + "' is untrusted");
          code |= UNTRUSTED;
        }
      }
    }
    return code;
  }

  private int told(Session opened, Verifier.Problem problem) {
    PathInfo info = opened.store().query(problem.path()).orElse(null);
    if (problem.found() == null || info == null) {
      terminal.say("error: " + problem.detail());
      return UNCHECKED;
    }
    terminal.say(
        "path '%s' was modified! expected hash '%s', got '%s'"
            .formatted(
                problem.path(),
                info.narHash().prefixed(HashFormat.NIX32),
                problem.found().prefixed(HashFormat.NIX32)));
    return CORRUPTED;
  }

  private boolean isTrusted(PathInfo info, TrustedKeys keys) throws InterruptedException {
    if (info.ultimate() && signaturesNeeded == 0 || info.followsFromContents()) {
      return true;
    }
    int needed = Math.max(1, signaturesNeeded);
    if (keys.signers(info) >= needed) {
      return true;
    }
    SortedSet<String> all = new TreeSet<>(info.signatures());
    all.addAll(NixCommandCopySignatures.elsewhere(caches, info, terminal));
    return keys.signers(info.withSignatures(all)) >= needed;
  }
}
