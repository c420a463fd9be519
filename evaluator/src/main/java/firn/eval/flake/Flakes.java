package firn.eval.flake;

import firn.eval.builtin.EvalContext;
import firn.eval.fetch.Fetcher;
import firn.eval.fetch.Registries;
import firn.eval.value.Value;

/** Flakes for commands: locks them and gives their values. */
public final class Flakes {
  private final EvalContext context;
  private final Fetcher fetcher;

  public Flakes(EvalContext context) {
    this(context, new Fetcher(context.settings().fetch(), context.store(), context::log));
  }

  Flakes(EvalContext context, Fetcher fetcher) {
    this.context = context;
    this.fetcher = fetcher;
  }

  /** Locks a flake. */
  public LockedFlake lock(FlakeRef ref, LockFlags flags) {
    return new FlakeLocker(context, fetcher).lock(ref, flags);
  }

  /** The value of a flake: its outputs and what is known of its source. */
  public Value value(LockedFlake locked) {
    return FlakeValue.of(context, fetcher, locked);
  }

  /** The trees of a flake and its inputs, fetched where the store has them not. */
  public FlakeTrees trees(LockedFlake locked) {
    return FlakeTrees.of(locked, fetcher);
  }

  /** What a reference stands for, names looked up in registries. */
  public FlakeRef resolve(FlakeRef ref) {
    Registries.Resolved found = registries().resolve(ref.input(), false);
    return new FlakeRef(found.input(), found.directory().orElse(ref.directory()));
  }

  public Fetcher fetcher() {
    return fetcher;
  }

  public Registries registries() {
    return new Registries(fetcher);
  }
}
