package firn.eval.library;

import firn.eval.builtin.StoreAccess;
import firn.eval.value.ContextElement;
import firn.store.StorePath;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a derivation's strings refer to, as its inputs. */
final class DerivationInputs {
  private final StoreAccess store;
  private final Map<StorePath, Set<String>> derivations = new TreeMap<>();
  private final Set<StorePath> sources = new TreeSet<>();

  DerivationInputs(StoreAccess store) {
    this.store = store;
  }

  void add(ContextElement element) {
    StorePath path = StorePath.parse(element.path());
    switch (element) {
      case ContextElement.Opaque o -> sources.add(path);
      case ContextElement.Output o ->
          derivations.computeIfAbsent(path, p -> new TreeSet<>()).add(o.output());
      case ContextElement.DerivationClosure d -> addClosure(path);
    }
  }

  /** A whole derivation: everything in its closure, and all outputs of the derivations there. */
  private void addClosure(StorePath root) {
    Set<StorePath> seen = new HashSet<>();
    ArrayDeque<StorePath> work = new ArrayDeque<>();
    work.add(root);
    while (!work.isEmpty()) {
      StorePath path = work.removeFirst();
      if (!seen.add(path)) {
        continue;
      }
      sources.add(path);
      if (path.isDerivation()) {
        derivations
            .computeIfAbsent(path, p -> new TreeSet<>())
            .addAll(store.readDerivation(path).outputs().keySet());
      }
      work.addAll(store.references(path));
    }
  }

  Map<StorePath, Set<String>> derivations() {
    return derivations;
  }

  Set<StorePath> sources() {
    return sources;
  }
}
