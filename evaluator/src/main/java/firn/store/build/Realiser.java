package firn.store.build;

import firn.store.Derivation;
import firn.store.DerivedPath;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.cache.Substituters;
import firn.store.local.LocalStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Makes outputs of derivations valid, building what is missing, inputs before users. */
public final class Realiser {
  private final LocalStore store;
  private final BuildSettings settings;
  private final Substituters substituters;
  private final BuildListener listener;

  /** Builds everything here. */
  public Realiser(LocalStore store, BuildSettings settings, BuildListener listener) {
    this(store, settings, Substituters.none(), listener);
  }

  /** Fetches what the caches have, and builds the rest. */
  public Realiser(
      LocalStore store, BuildSettings settings, Substituters substituters, BuildListener listener) {
    this.substituters = substituters;
    this.store = store;
    this.settings = settings;
    Object one = new Object();
    this.listener =
        event -> {
          synchronized (one) {
            listener.on(event);
          }
        };
  }

  /** What {@link #realise} would build, inputs before users, doing nothing. */
  public List<StorePath> plan(Collection<DerivedPath> wanted) {
    try {
      return planned(wanted).builds();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("planning was interrupted", e);
    }
  }

  /** What {@link #realise} would do, fetching from caches included, doing nothing. */
  public BuildEvent.Planned planned(Collection<DerivedPath> wanted) throws InterruptedException {
    BuildPlan plan = BuildPlan.of(store, substituters, wanted, settings.mode());
    return new BuildEvent.Planned(plan.order(), plan.fetches());
  }

  /**
   * Realises all of them.
   *
   * @return derivation → output name → path, for the outputs asked for
   * @throws BuildFailure if a derivation cannot be built
   * @throws StoreException if a derivation is not valid, has no such output, or the store fails
   */
  public SortedMap<StorePath, SortedMap<String, StorePath>> realise(Collection<DerivedPath> wanted)
      throws InterruptedException {
    BuildPlan plan = BuildPlan.of(store, substituters, wanted, settings.mode());
    listener.on(new BuildEvent.Planned(plan.order(), plan.fetches(), plan.needs()));
    try {
      run(plan, wanted);
    } finally {
      listener.on(new BuildEvent.Ended());
    }
    SortedMap<StorePath, SortedMap<String, StorePath>> outputs = new TreeMap<>();
    for (DerivedPath path : wanted) {
      Derivation drv = store.readDerivation(path.derivation());
      SortedMap<String, StorePath> named =
          outputs.computeIfAbsent(path.derivation(), d -> new TreeMap<>());
      path.wanted(drv).forEach(name -> named.put(name, drv.outputPath(name)));
    }
    return outputs;
  }

  /**
   * Builds one derivation for a machine that has it, while this store need not have it.
   *
   * @param drv its inputs are paths, and valid
   * @return false if its outputs were valid
   * @throws BuildFailure if it cannot be built
   * @throws StoreException if an input is not valid
   */
  public boolean build(StorePath path, Derivation drv) throws InterruptedException {
    for (StorePath input : drv.inputSrcs()) {
      store.addTemporaryRoot(input);
      if (!store.isValid(input)) {
        throw new StoreException("'" + input + "', which '" + path + "' needs, is not here");
      }
    }
    DerivationBuild build =
        new DerivationBuild(store, settings, path, drv, BuildMode.NORMAL, listener).forOthers();
    long start = System.nanoTime();
    listener.on(new BuildEvent.Planned(List.of(path), List.of()));
    try {
      boolean built = build.run();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      listener.on(new BuildEvent.Succeeded(path, built, took));
      return built;
    } catch (BuildException | IOException | RuntimeException e) {
      BuildFailure.Failure failure = failure(build, path, e);
      listener.on(new BuildEvent.Failed(path, failure.reason()));
      throw new BuildFailure(List.of(failure));
    } finally {
      listener.on(new BuildEvent.Ended());
    }
  }

  private static BuildFailure.Failure failure(DerivationBuild build, StorePath path, Exception e) {
    BuildException.Kind kind =
        e instanceof BuildException known ? known.kind() : BuildException.Kind.FAILED;
    return new BuildFailure.Failure(path, kind, DerivationBuild.reason(e), build.lastLines());
  }

  private void run(BuildPlan planned, Collection<DerivedPath> wanted) throws InterruptedException {
    BuildPlan plan = planned;
    try {
      fetch(plan.fetches());
    } catch (StoreException e) {
      if (!settings.fallback()) {
        throw e;
      }
      plan = BuildPlan.of(store, Substituters.none(), wanted, settings.mode());
      listener.on(new BuildEvent.Planned(plan.order(), List.of(), plan.needs()));
    }
    if (!plan.order().isEmpty()) {
      new Run(plan).go();
    }
  }

  /**
   * Makes paths valid that no derivation is known for.
   *
   * @throws StoreException if one is neither valid nor in a cache
   */
  public void ensure(Collection<StorePath> paths) throws InterruptedException {
    List<StorePath> missing = paths.stream().filter(p -> !store.isValid(p)).toList();
    if (!missing.isEmpty()) {
      List<StorePath> fetches =
          substituters
              .plan(store, missing)
              .orElseThrow(() ->
                  new StoreException(
                      "path '" + missing.getFirst() + "' is not valid and in no cache"));
      listener.on(new BuildEvent.Planned(List.of(), fetches));
      try {
        fetch(fetches);
      } finally {
        listener.on(new BuildEvent.Ended());
      }
    }
  }

  private void fetch(List<StorePath> paths) throws InterruptedException {
    if (!paths.isEmpty()) {
      new Fetches(store, substituters, listener, settings.downloads()).fetch(paths);
    }
  }

  /** Realises all outputs of one derivation and gives the path of {@code out}, or the first. */
  public StorePath realise(StorePath derivation) throws InterruptedException {
    SortedMap<String, StorePath> outputs =
        realise(List.of(DerivedPath.all(derivation))).getOrDefault(derivation, new TreeMap<>());
    StorePath out = outputs.get("out");
    return out != null ? out : outputs.firstEntry().getValue();
  }

  /**
   * @param failure null where it went well
   */
  private record Done(StorePath path, BuildFailure.@Nullable Failure failure) {}

  /** The execution of one plan; everything but the builds happens on the calling thread. */
  private final class Run {
    private final BuildPlan plan;
    private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
    private final List<BuildFailure.Failure> failures = new ArrayList<>();
    private int running;

    Run(BuildPlan plan) {
      this.plan = plan;
    }

    void go() throws InterruptedException {
      ExecutorService executor =
          Executors.newFixedThreadPool(
              Math.max(1, settings.jobs()),
              Thread.ofPlatform().name("build-", 1).daemon().factory());
      try {
        while (true) {
          if (failures.isEmpty() || settings.keepGoing()) {
            for (StorePath ready : plan.takeReady()) {
              running++;
              executor.execute(() -> done.add(build(ready)));
            }
          }
          if (running == 0) {
            break;
          }
          Done one = done.take();
          running--;
          if (one.failure() == null) {
            plan.built(one.path());
          } else {
            failures.add(one.failure());
            if (!settings.keepGoing()) {
              executor.shutdownNow();
              running = 0;
            }
          }
        }
      } finally {
        executor.shutdownNow();
        executor.close();
      }
      if (!failures.isEmpty()) {
        throw new BuildFailure(failures);
      }
    }

    private Done build(StorePath path) {
      long start = System.nanoTime();
      DerivationBuild build =
          new DerivationBuild(
              store,
              settings,
              path,
              plan.derivation(path),
              plan.isAgain(path) ? settings.mode() : BuildMode.NORMAL,
              listener);
      try {
        boolean built = build.run();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        listener.on(new BuildEvent.Succeeded(path, built, took));
        return new Done(path, null);
      } catch (BuildException | IOException | InterruptedException | RuntimeException e) {
        BuildFailure.Failure failure = failure(build, path, e);
        listener.on(new BuildEvent.Failed(path, failure.reason()));
        return new Done(path, failure);
      }
    }
  }
}
