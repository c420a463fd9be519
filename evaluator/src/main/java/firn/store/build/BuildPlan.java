package firn.store.build;

import firn.store.Derivation;
import firn.store.DerivedPath;
import firn.store.StorePath;
import firn.store.cache.Substituters;
import firn.store.local.LocalStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/** The derivations that have to be built, and which of them wait for which. Used by one thread. */
final class BuildPlan {
  private final LocalStore store;
  private final Substituters substituters;
  private final SequencedSet<StorePath> fetches = new LinkedHashSet<>();
  private final Map<StorePath, Derivation> builds = new LinkedHashMap<>();
  private final Set<StorePath> seen = new HashSet<>();
  private final Map<StorePath, Set<StorePath>> waitingFor = new HashMap<>();
  private final Map<StorePath, List<StorePath>> users = new HashMap<>();
  private final Deque<StorePath> ready = new ArrayDeque<>();

  /** What is asked for itself, where it is built whether or not it is valid. */
  private final Set<StorePath> again = new HashSet<>();

  private BuildPlan(LocalStore store, Substituters substituters) {
    this.store = store;
    this.substituters = substituters;
  }

  /** Reads the graph below {@code wanted}, as far as outputs are missing. */
  static BuildPlan of(
      LocalStore store, Substituters substituters, Collection<DerivedPath> wanted, BuildMode mode)
      throws InterruptedException {
    BuildPlan plan = new BuildPlan(store, substituters);
    if (mode != BuildMode.NORMAL) {
      wanted.forEach(path -> plan.again.add(path.derivation()));
    }
    for (DerivedPath path : wanted) {
      plan.visit(path);
    }
    for (StorePath path : plan.builds.keySet()) {
      if (plan.pending(path).isEmpty()) {
        plan.ready.add(path);
      }
    }
    return plan;
  }

  /** What is left to do when {@link #visit} comes to a derivation the second time. */
  private record Step(DerivedPath path, boolean inputsDone) {}

  /** Depth first, without recursion: a chain of derivations may be longer than the stack. */
  private void visit(DerivedPath start) throws InterruptedException {
    Deque<Step> stack = new ArrayDeque<>();
    stack.push(new Step(start, false));
    while (!stack.isEmpty()) {
      Step step = stack.pop();
      StorePath path = step.path().derivation();
      if (step.inputsDone()) {
        Derivation drv = Objects.requireNonNull(builds.remove(path));
        builds.put(path, drv);
        link(path, drv);
        continue;
      }
      if (builds.containsKey(path)) {
        continue;
      }
      store.addTemporaryRoot(path);
      Derivation drv = store.readDerivation(path);
      List<StorePath> missing =
          step.path().wanted(drv).stream().map(drv::outputPath).filter(this::absent).toList();
      if (!again.contains(path) && (missing.isEmpty() || canFetch(drv, missing))) {
        continue;
      }
      seen.add(path);
      builds.put(path, drv);
      stack.push(new Step(step.path(), true));
      drv.inputDrvs()
          .forEach((input, names) -> stack.push(new Step(new DerivedPath(input, names), false)));
    }
  }

  private boolean absent(StorePath output) {
    store.addTemporaryRoot(output);
    return !store.isValid(output);
  }

  private boolean canFetch(Derivation drv, List<StorePath> missing) throws InterruptedException {
    if (drv.env().getOrDefault("allowSubstitutes", "1").isEmpty()) {
      return false;
    }
    Optional<List<StorePath>> paths = substituters.plan(store, missing);
    paths.ifPresent(fetches::addAll);
    return paths.isPresent();
  }

  /** All that is to be fetched, what is referred to first. */
  List<StorePath> fetches() {
    return List.copyOf(fetches);
  }

  private void link(StorePath path, Derivation drv) {
    for (StorePath input : drv.inputDrvs().keySet()) {
      if (seen.contains(input)) {
        pending(path).add(input);
        users.computeIfAbsent(input, i -> new ArrayList<>()).add(path);
      }
    }
  }

  /** Derivation → those to be built that it waits for, as far as there are any. */
  Map<StorePath, Set<StorePath>> needs() {
    Map<StorePath, Set<StorePath>> needs = new HashMap<>();
    waitingFor.forEach((path, inputs) -> {
      if (!inputs.isEmpty()) {
        needs.put(path, Set.copyOf(inputs));
      }
    });
    return needs;
  }

  private Set<StorePath> pending(StorePath path) {
    return waitingFor.computeIfAbsent(path, p -> new HashSet<>());
  }

  /** Whether a derivation is built whatever is valid already. */
  boolean isAgain(StorePath path) {
    return again.contains(path);
  }

  /** All that is to be built, inputs before users. */
  List<StorePath> order() {
    return List.copyOf(builds.keySet());
  }

  Derivation derivation(StorePath path) {
    return Objects.requireNonNull(builds.get(path));
  }

  /** Those whose inputs are all there and that were not taken before. */
  List<StorePath> takeReady() {
    List<StorePath> taken = List.copyOf(ready);
    ready.clear();
    return taken;
  }

  /** Says that a derivation's outputs are valid now. */
  void built(StorePath path) {
    for (StorePath user : users.getOrDefault(path, List.of())) {
      Set<StorePath> pending = pending(user);
      pending.remove(path);
      if (pending.isEmpty()) {
        ready.add(user);
      }
    }
  }
}
