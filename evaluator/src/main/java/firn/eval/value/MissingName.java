package firn.eval.value;

import firn.eval.error.EvalException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Says more of a name that a set lacks, for sets that somebody knows: of a package set, where its
 * packages come from. An error is made in any case; what is added here must not force a value.
 */
public final class MissingName {
  /** One who may know a set. */
  public interface Adviser {
    /** What can be done about it, in one sentence; empty for a set unknown to this adviser. */
    String advice(NixAttrs set, String name);
  }

  private static final AtomicReference<Adviser> ADVISER = new AtomicReference<>((set, name) -> "");

  private MissingName() {}

  /** Makes this the one who is asked. */
  public static void ask(Adviser adviser) {
    ADVISER.set(adviser);
  }

  /** Adds the advice there is. */
  public static EvalException advise(EvalException e, NixAttrs set, String name) {
    String advice = java.util.Objects.requireNonNull(ADVISER.get()).advice(set, name);
    return advice.isEmpty() ? e : e.hint(advice);
  }
}
