package firn.eval.value;

/**
 * What evaluation did, counted where somebody wants to know.
 *
 * <p>Whether it is counted is settled once, before the first evaluation of a process, so that the
 * counting costs nothing where it is off: the compiler leaves it out. Counts of several threads may
 * lose a few.
 */
public final class Counters {
  /** The system property that turns counting on. */
  public static final String PROPERTY = "firn.stats";

  /** Whether anything is counted. */
  public static final boolean ON = Boolean.getBoolean(PROPERTY);

  /** Calls of functions written in the language. */
  public static long calls;

  /** Of those, calls that took the place of their caller. */
  public static long tailCalls;

  /** Calls of builtins. */
  public static long builtinCalls;

  /** Values put off until they are needed. */
  public static long thunks;

  /** Of those, values that were needed. */
  public static long thunksForced;

  /** Searches for a name in an attribute set. */
  public static long lookups;

  /** Of those, names that stood where the same piece of program had found them before. */
  public static long lookupsAtOnce;

  /** Attribute sets made. */
  public static long sets;

  /** {@code //} of two sets that both hold something. */
  public static long updates;

  /** Of those, merges of sets of the same shape as before. */
  public static long updatesPlanned;

  /** Attributes that those copied. */
  public static long updatedAttributes;

  private Counters() {}
}
