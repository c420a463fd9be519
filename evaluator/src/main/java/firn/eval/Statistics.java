package firn.eval;

import firn.eval.access.TimedStore;
import firn.eval.value.Counters;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one evaluator did and where its time went; see {@link Counters} for when it is counted.
 *
 * <p>Times are of the clock. Files are read by two threads at once, so that reading may have taken
 * longer than evaluation had to wait for it.
 */
public final class Statistics {
  private final long start = System.nanoTime();
  private final TimedStore store;
  private final LongAdder files = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder reading = new LongAdder();
  private final LongAdder readingAhead = new LongAdder();

  Statistics(TimedStore store) {
    this.store = store;
  }

  /** A file was parsed and compiled. */
  void read(long nanoseconds, int length, boolean isAhead) {
    files.increment();
    bytes.add(length);
    (isAhead ? readingAhead : reading).add(nanoseconds);
  }

  /** A row for each count, names on the left. */
  public String table() {
    long total = System.nanoTime() - start;
    long collecting = 0;
    long collections = 0;
    for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
      collecting += gc.getCollectionTime() * 1_000_000;
      collections += gc.getCollectionCount();
    }
    long peak = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        peak += pool.getPeakUsage().getUsed();
      }
    }
    long parsing = reading.sum();
    long evaluating = Math.max(0, total - parsing - store.nanoseconds() - collecting);
    StringBuilder out = new StringBuilder();
    time(out, "time, whole", total);
    time(out, "  parsing", parsing);
    time(out, "  evaluation", evaluating);
    time(out, "  store", store.nanoseconds());
    time(out, "  garbage collection", collecting);
    time(out, "parsing ahead, beside it", readingAhead.sum());
    count(out, "files parsed", files.sum());
    count(out, "bytes parsed", bytes.sum());
    count(out, "function calls", Counters.calls);
    count(out, "  tail calls", Counters.tailCalls);
    count(out, "builtin calls", Counters.builtinCalls);
    count(out, "thunks", Counters.thunks);
    count(out, "  forced", Counters.thunksForced);
    count(out, "attribute lookups", Counters.lookups);
    count(out, "  found at once", Counters.lookupsAtOnce);
    count(out, "attribute sets", Counters.sets);
    count(out, "  merged by //", Counters.updates);
    count(out, "  of a known shape", Counters.updatesPlanned);
    count(out, "  attributes in merges", Counters.updatedAttributes);
    count(out, "derivations", store.derivations());
    count(out, "garbage collections", collections);
    count(out, "heap at its largest", peak);
    return out.toString();
  }

  private static void time(StringBuilder out, String name, long nanoseconds) {
    out.append(String.format(Locale.ROOT, "%-26s %15.3f s%n", name, nanoseconds / 1e9));
  }

  private static void count(StringBuilder out, String name, long count) {
    out.append(String.format(Locale.ROOT, "%-26s %,15d%n", name, count));
  }
}
