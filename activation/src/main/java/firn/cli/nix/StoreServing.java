package firn.cli.nix;

import firn.cli.StoreSession;
import firn.eval.value.Bytes;
import firn.store.Derivation;
import firn.store.DerivedPath;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.build.BuildException;
import firn.store.build.BuildFailure;
import firn.store.build.Realiser;
import firn.store.transfer.ServeSession;
import firn.store.transfer.ServeSession.Limits;
import firn.store.transfer.ServeSession.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** {@code nix-store --serve}. */
final class StoreServing implements ServeSession.Services {
  private static final int FAILED = 3;
  private static final int OUTPUT_REJECTED = 5;
  private static final int TIMED_OUT = 8;
  private static final int OTHER = 9;

  private final StoreSession session;

  private StoreServing(StoreSession session) {
    this.session = session;
  }

  static int run(NixStore.Call call) throws IOException, InterruptedException {
    StoreFiles.need(call.operands().isEmpty(), "no arguments expected");
    // The client shows what the builders of its derivations print.
    call.options().printBuildLogs = true;
    try (InputStream in = StoreFiles.stdin()) {
      new ServeSession(
              call.session().store(),
              call.options().write,
              new StoreServing(call.session()),
              in,
              call.terminal().out())
          .run();
    }
    return NixExitCode.DONE;
  }

  @Override
  public void substitute(Collection<StorePath> paths) throws InterruptedException {
    for (StorePath path : paths) {
      try {
        session.realiser().ensure(List.of(path));
      } catch (StoreException e) {
        // The client copies what no cache has.
        continue;
      }
    }
  }

  @Override
  public Outcome build(List<String> wanted, Limits limits) throws InterruptedException {
    List<DerivedPath> builds = new ArrayList<>();
    List<StorePath> plain = new ArrayList<>();
    for (String one : wanted) {
      int bang = one.indexOf('!');
      StorePath path = StorePath.parse(bang < 0 ? one : one.substring(0, bang));
      if (!path.isDerivation()) {
        plain.add(path);
      } else if (bang < 0) {
        builds.add(DerivedPath.all(path));
      } else {
        builds.add(DerivedPath.of(path, List.of(one.substring(bang + 1).split(","))));
      }
    }
    return ended(() -> {
      session.realiser().ensure(plain);
      realiser(limits).realise(builds);
      return Outcome.BUILT;
    });
  }

  @Override
  public Outcome build(StorePath path, Derivation derivation, Limits limits)
      throws InterruptedException {
    return ended(
        () -> realiser(limits).build(path, derivation) ? Outcome.BUILT : Outcome.ALREADY_VALID);
  }

  private Realiser realiser(Limits limits) {
    return session.buildingRealiser(limits.timeout(), limits.maxSilent(), limits.keepFailed());
  }

  /** A build, which may fail. */
  @FunctionalInterface
  private interface Build {
    Outcome run() throws InterruptedException;
  }

  private static Outcome ended(Build build) throws InterruptedException {
    try {
      return build.run();
    } catch (BuildFailure failure) {
      return new Outcome(status(failure.failures().getFirst().kind()), text(failure));
    } catch (StoreException e) {
      return new Outcome(OTHER, text(e));
    }
  }

  private static String text(StoreException e) {
    return Bytes.ofUnicode(String.valueOf(e.getMessage()));
  }

  private static int status(BuildException.Kind kind) {
    return switch (kind) {
      case FAILED -> FAILED;
      case TIMED_OUT -> TIMED_OUT;
      case HASH_MISMATCH, REJECTED -> OUTPUT_REJECTED;
      case NOT_DETERMINISTIC -> Outcome.NOT_DETERMINISTIC;
    };
  }
}
