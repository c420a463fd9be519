package firn.eval.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Looks once a millisecond at what each evaluating thread is calling, for a flame graph.
 *
 * <p>As with {@link Counters}, whether calls are noted is settled before the first evaluation.
 */
public final class CallProfile {
  /** The system property that turns the noting of calls on. */
  public static final String PROPERTY = "firn.profile";

  /** Whether calls are noted. */
  public static final boolean ON = Boolean.getBoolean(PROPERTY);

  /** Calls further in than this are counted for the last one that is kept. */
  private static final int DEEPEST = 400;

  private static final CopyOnWriteArrayList<CallStack> STACKS = new CopyOnWriteArrayList<>();

  private final Map<List<Object>, Integer> samples = new HashMap<>();
  private final Thread sampler = new Thread(this::sample, "profiler");
  private volatile boolean ended;

  private CallProfile() {}

  static void register(CallStack stack) {
    STACKS.add(stack);
  }

  /** Begins to look. */
  public static CallProfile start() {
    CallProfile profile = new CallProfile();
    profile.sampler.setDaemon(true);
    profile.sampler.start();
    return profile;
  }

  private void sample() {
    while (!ended) {
      for (CallStack stack : STACKS) {
        List<Object> calls = snapshot(stack);
        if (!calls.isEmpty()) {
          samples.merge(calls, 1, Integer::sum);
        }
      }
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** The calls at this moment, outermost first; a thread that goes on meanwhile does no harm. */
  private static List<Object> snapshot(CallStack stack) {
    Object[] calls = stack.noted();
    int top = Math.min(Math.min(stack.notedCount(), calls.length), DEEPEST);
    List<Object> seen = new ArrayList<>(top);
    for (Object call : Arrays.copyOf(calls, top)) {
      if (call != null) {
        seen.add(call);
      }
    }
    return seen;
  }

  /**
   * Ends it.
   *
   * @return one line for each stack seen: its calls from the outermost, with semicolons between, a
   *     space, and how often it was seen (the "folded" input of flame graph programs)
   */
  public String end() {
    ended = true;
    try {
      sampler.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Map<String, Integer> folded = new TreeMap<>();
    samples.forEach((calls, count) -> folded.merge(line(calls), count, Integer::sum));
    StringBuilder out = new StringBuilder();
    folded.forEach((calls, count) -> out.append(calls).append(' ').append(count).append('\n'));
    return out.toString();
  }

  private static String line(List<Object> calls) {
    StringBuilder line = new StringBuilder();
    for (Object call : calls) {
      line.append(line.isEmpty() ? "" : ";").append(call.toString().replace(';', ','));
    }
    return line.toString();
  }
}
