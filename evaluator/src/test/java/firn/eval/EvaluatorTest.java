package firn.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.eval.builtin.EvalSettings;
import firn.eval.error.EvalException;
import firn.eval.error.InfiniteRecursionException;
import firn.eval.value.EvalThread;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixInt;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The embedding API, and what must hold between threads. */
final class EvaluatorTest {
  private final Evaluator evaluator = new Evaluator(EvalSettings.ofProcess());

  @Test
  void aProgramCanCallIntoTheLanguageAndBack() {
    Value result =
        evaluator.run(() -> {
          Value twice = evaluator.evalExpression("{ x, y ? x * 2 }: { inherit x y; }");
          return twice.call(NixAttrs.of("x", Thunk.of(() -> NixInt.of(21))));
        });
    assertThat(evaluator.run(() -> result.asAttrs().require("y").asInt())).isEqualTo(42);
  }

  @Test
  void aRaisedLimitAllowsDeepRecursion() {
    Evaluator deep = new Evaluator(EvalSettings.ofProcess().withMaxCallDepth(200_000));
    String down = "let down = n: if n == 0 then 0 else 1 + down (n - 1); in down 150000";
    assertThat(deep.run(() -> deep.evalExpression(down).asInt())).isEqualTo(150_000);
    assertThatThrownBy(() -> evaluator.run(() -> evaluator.evalExpression(down)))
        .isInstanceOf(EvalException.class)
        .hasMessage("stack overflow; max-call-depth exceeded");
  }

  @Test
  void aLongChainOfThunksIsAnErrorOfTheLanguage() {
    String chain =
        "builtins.elemAt (builtins.foldl' (a: x: [ (builtins.head a + 1) ]) [ 0 ]"
            + " (builtins.genList (i: i) 10000000)) 0";
    assertThatThrownBy(() -> evaluator.run(() -> evaluator.evalExpression(chain)))
        .isInstanceOf(EvalException.class)
        .hasMessageContaining("stack overflow");
  }

  @Test
  void aThunkForcedByManyThreadsRunsOnce() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    Thunk shared =
        Thunk.of(() -> {
          begun.countDown();
          runs.incrementAndGet();
          return evaluator.evalExpression(
              "let f = n: if n < 2 then n else f (n - 1) + f (n - 2); in f 20");
        });
    List<AtomicReference<Object>> results = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      AtomicReference<Object> result = new AtomicReference<>();
      results.add(result);
      threads.add(thread(() -> result.set(shared.asInt())));
    }
    threads.forEach(Thread::start);
    begun.await();
    for (Thread t : threads) {
      t.join();
    }
    assertThat(results).allSatisfy(r -> assertThat(r.get()).isEqualTo(6765L));
    assertThat(runs).hasValue(1);
  }

  @Test
  void aCircleOfTwoThreadsIsInfiniteRecursion() throws InterruptedException {
    CountDownLatch both = new CountDownLatch(2);
    AtomicReference<Thunk> first = new AtomicReference<>();
    AtomicReference<Thunk> second = new AtomicReference<>();
    first.set(Thunk.of(() -> meet(both, second)));
    second.set(Thunk.of(() -> meet(both, first)));
    List<Throwable> failures = new ArrayList<>();
    Thread a = thread(() -> record(Objects.requireNonNull(first.get()), failures));
    Thread b = thread(() -> record(Objects.requireNonNull(second.get()), failures));
    a.start();
    b.start();
    a.join();
    b.join();
    assertThat(failures).hasSize(2);
    assertThat(failures)
        .allSatisfy(f -> assertThat(f).isInstanceOf(InfiniteRecursionException.class));
  }

  private static Value meet(CountDownLatch both, AtomicReference<Thunk> other) {
    both.countDown();
    try {
      both.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return Objects.requireNonNull(other.get()).force();
  }

  private static void record(Thunk thunk, List<Throwable> failures) {
    try {
      thunk.force();
    } catch (EvalException e) {
      synchronized (failures) {
        failures.add(e);
      }
    }
  }

  private static Thread thread(Runnable work) {
    return new EvalThread(work, "test", 64 << 20, 10_000);
  }
}
