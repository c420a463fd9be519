package firn.eval.value;

import firn.eval.error.EvalException;
import firn.eval.error.InfiniteRecursionException;
import firn.eval.error.TraceFrame;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value not computed yet, or computed since.
 *
 * <p>The states, told apart by {@code code}: a {@link Code} is still to run on {@code payload}; a
 * {@link CallStack} is the thread that runs it now; null says that {@code payload} is the value; a
 * marker says that it is the error that computing the value gave. One thread claims a thunk and
 * others wait; a thread that meets its own claim, or a circle of waiting threads, has found
 * infinite recursion. A thunk that failed fails again with the same error and does not run a second
 * time, unless the error may pass.
 */
public final class Thunk extends Value {
  private static final Object FAILED = new Object();
  private static final VarHandle CODE;

  static {
    try {
      CODE = MethodHandles.lookup().findVarHandle(Thunk.class, "code", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private @Nullable Object code;
  private Object payload;

  public Thunk(Code code, Object payload) {
    if (Counters.ON) {
      Counters.thunks++;
    }
    this.code = code;
    this.payload = payload;
  }

  /** A thunk that asks {@code compute} once for its value. */
  public static Thunk of(Supplier<? extends Value> compute) {
    return new Thunk(Supplied.INSTANCE, compute);
  }

  /** A thunk for {@code function argument}. */
  public static Thunk applying(Value function, Value argument) {
    return new Thunk(new Application(function), argument);
  }

  /** The value; computes it first where that has not happened yet. */
  Value value() {
    Object c = CODE.getAcquire(this);
    return c == null ? (Value) payload : compute(c);
  }

  /** The value if it is computed already, without computing it. */
  public @Nullable Value valueIfForced() {
    return CODE.getAcquire(this) == null ? (Value) payload : null;
  }

  /** Whether the value is being computed at this moment. */
  public boolean isClaimed() {
    return CODE.getAcquire(this) instanceof CallStack;
  }

  private Value compute(Object seen) {
    CallStack me = CallStack.current();
    Object c = seen;
    while (true) {
      if (c == null) {
        return (Value) payload;
      }
      if (c == FAILED) {
        throw ((EvalException) payload).again();
      }
      if (c == me) {
        throw new InfiniteRecursionException(this);
      }
      if (c instanceof Code code) {
        if (CODE.compareAndSet(this, c, me)) {
          return run(code);
        }
      } else {
        await(me, (CallStack) c);
      }
      c = CODE.getAcquire(this);
    }
  }

  private Value run(Code code) {
    if (Counters.ON) {
      Counters.thunksForced++;
    }
    Value result;
    try {
      result = code.run(payload);
    } catch (EvalException e) {
      throw fail(code, e);
    } catch (Throwable t) {
      CODE.setRelease(this, code);
      throw t;
    }
    payload = result;
    CODE.setRelease(this, (Object) null);
    return result;
  }

  private EvalException fail(Code code, EvalException e) {
    if (e instanceof InfiniteRecursionException r && r.isAbout(this)) {
      e.frame(new TraceFrame("entering the infinite recursion", null, TraceFrame.Shown.ALWAYS));
    }
    if (e.isPassing()) {
      CODE.setRelease(this, code);
    } else {
      payload = e;
      CODE.setRelease(this, FAILED);
    }
    return e;
  }

  private void await(CallStack me, CallStack owner) {
    me.waitingFor = this;
    try {
      while (CODE.getAcquire(this) == owner) {
        if (waitsFor(owner, me)) {
          throw new InfiniteRecursionException(this);
        }
        LockSupport.parkNanos(20_000);
      }
    } finally {
      me.waitingFor = null;
    }
  }

  private static boolean waitsFor(CallStack from, CallStack me) {
    CallStack at = from;
    for (int steps = 0; steps < 1000; steps++) {
      Thunk next = at.waitingFor;
      if (next == null || !(CODE.getAcquire(next) instanceof CallStack owner)) {
        return false;
      }
      if (owner == me) {
        return true;
      }
      at = owner;
    }
    return false;
  }

  @Override
  public ValueType type() {
    return force().type();
  }

  private static final class Supplied extends Code {
    static final Supplied INSTANCE = new Supplied();

    @Override
    protected Value run(Object payload) {
      return ((Value) ((Supplier<?>) payload).get()).force();
    }
  }

  /** Applies one function; the payload is the argument. One instance can serve many thunks. */
  public static final class Application extends Code {
    private final Value function;

    public Application(Value function) {
      this.function = function;
    }

    @Override
    protected Value run(Object payload) {
      return Functions.callFromNowhere(function.force(), (Value) payload);
    }
  }
}
