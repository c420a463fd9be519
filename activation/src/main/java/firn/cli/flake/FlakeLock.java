package firn.cli.flake;

import firn.cli.ExitCode;
import firn.cli.FlakeOptions;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.Terminal;
import firn.eval.flake.LockFlags;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn flake lock}. */
@Command(
    name = "lock",
    description = "Write what is missing in a flake's lock file, and leave the rest as it is.")
final class FlakeLock implements Callable<Integer> {
  @ParentCommand FlakeCommand flakeCommand;
  @Mixin SessionOptions session;
  @Mixin FlakeOptions options;

  @Parameters(paramLabel = "FLAKE", arity = "0..1", description = "This folder's by default.")
  String flake = ".";

  @Override
  public Integer call() {
    lock(flakeCommand.terminal(), session, flake, options.flags(session));
    return ExitCode.DONE;
  }

  /** Locks a flake and writes its lock file whatever inputs were overridden. */
  static void lock(Terminal terminal, SessionOptions session, String flake, LockFlags flags) {
    LockFlags writing =
        new LockFlags(
            flags.recreate(),
            flags.update(),
            true,
            flags.registries(),
            true,
            flags.commit(),
            flags.overrides(),
            flags.updates(),
            flags.reference(),
            flags.output(),
            flags.dirty() == LockFlags.Unlocked.WRITE
                ? LockFlags.Unlocked.WRITE
                : LockFlags.Unlocked.FAIL);
    try (Session opened = new Session(session, terminal, false)) {
      opened.forFlakes();
      opened.evaluator().run(() -> opened.flakes().lock(FlakeOptions.ref(flake), writing));
    }
  }
}
