package firn.eval.access;

import com.google.common.collect.ImmutableSortedMap;
import firn.store.Derivation;
import firn.store.StorePath;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets derivations that are kept share what they have in common: tens of thousands of them name the
 * same few inputs, outputs, scripts and arguments. Safe for use by several threads.
 */
final class SharedParts {
  private final Map<StorePath, StorePath> paths = new ConcurrentHashMap<>();
  private final Map<SortedSet<StorePath>, SortedSet<StorePath>> sources = new ConcurrentHashMap<>();
  private final Map<SortedSet<String>, SortedSet<String>> outputs = new ConcurrentHashMap<>();
  private final Map<List<String>, List<String>> arguments = new ConcurrentHashMap<>();

  /** The first path that was equal to this one. */
  StorePath path(StorePath path) {
    return first(paths, path);
  }

  /** An equal derivation of shared parts. */
  Derivation of(Derivation given) {
    ImmutableSortedMap.Builder<StorePath, SortedSet<String>> inputs =
        ImmutableSortedMap.naturalOrder();
    given.inputDrvs().forEach((path, names) -> inputs.put(path(path), first(outputs, names)));
    return new Derivation(
        given.name(),
        given.outputs(),
        inputs.build(),
        first(sources, given.inputSrcs()),
        given.system(),
        given.builder(),
        first(arguments, given.args()),
        given.env());
  }

  private static <T> T first(Map<T, T> known, T value) {
    T before = known.putIfAbsent(value, value);
    return before == null ? value : before;
  }
}
