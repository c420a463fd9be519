package firn.cli.nix;

import firn.cli.StoreSession;
import firn.eval.value.Bytes;
import firn.store.DerivedPath;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.build.BuildException;
import firn.store.build.BuildFailure;
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
  private static final int NOT_DETERMINISTIC = 12;

  private final StoreSession session;

  private StoreServing(StoreSession session) {
    this.session = session;
  }

  static int run(NixStore.Call call) throws IOException, InterruptedException {
    StoreFiles.need(call.operands().isEmpty(), "no arguments expected");
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
    try {
      session.realiser().ensure(plain);
      session
          .buildingRealiser(limits.timeout(), limits.maxSilent(), limits.keepFailed())
          .realise(builds);
      return Outcome.BUILT;
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
      case NOT_DETERMINISTIC -> NOT_DETERMINISTIC;
    };
  }
}
