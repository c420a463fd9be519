package firn.store.build;

import firn.store.PathInfo;
import firn.store.StorePath;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What a derivation demands of its outputs' references: {@code allowedReferences}, {@code
 * allowedRequisites}, {@code disallowedReferences} and {@code disallowedRequisites} (Nix manual,
 * "Advanced Attributes"), for all outputs or, with structured attributes, in {@code outputChecks}
 * for each; there {@code maxSize} and {@code maxClosureSize} too, in bytes of archives.
 */
final class OutputChecks {
  private final BuildJob job;
  private final Function<StorePath, PathInfo> infos;

  /**
   * @param infos of outputs and inputs alike
   */
  OutputChecks(BuildJob job, Function<StorePath, PathInfo> infos) {
    this.job = job;
    this.infos = infos;
  }

  void check(String output, StorePath path) throws BuildException {
    JsonNode attributes = job.attributes();
    if (!job.hasStructuredAttributes()) {
      checkWith(attributes, path);
      return;
    }
    JsonNode checks = attributes.path("outputChecks").path(output);
    if (checks.isObject()) {
      checkWith(checks, path);
      sizes(checks, path);
    }
  }

  private void sizes(JsonNode checks, StorePath path) throws BuildException {
    limit(checks, "maxSize", path, infos.apply(path).narSize());
    if (checks.has("maxClosureSize")) {
      long size =
          closure(new TreeSet<>(List.of(path))).stream()
              .mapToLong(each -> infos.apply(each).narSize())
              .sum();
      limit(checks, "maxClosureSize", path, size);
    }
  }

  private static void limit(JsonNode checks, String name, StorePath path, long size)
      throws BuildException {
    if (!checks.has(name)) {
      return;
    }
    JsonNode limit = checks.path(name);
    if (!limit.isIntegralNumber()) {
      throw BuildException.rejected(name + " of output '" + path + "' is not a number of bytes");
    }
    if (size > limit.asLong(Long.MAX_VALUE)) {
      throw BuildException.rejected(
          "output '%s' has %d bytes, of which %s allows %s".formatted(path, size, name, limit));
    }
  }

  private void checkWith(JsonNode checks, StorePath path) throws BuildException {
    SortedSet<StorePath> direct = infos.apply(path).references();
    SortedSet<StorePath> all = closure(direct);
    allowed(checks, "allowedReferences", path, direct);
    allowed(checks, "allowedRequisites", path, all);
    disallowed(checks, "disallowedReferences", path, direct);
    disallowed(checks, "disallowedRequisites", path, all);
  }

  private SortedSet<StorePath> closure(SortedSet<StorePath> start) {
    SortedSet<StorePath> seen = new TreeSet<>();
    SortedSet<StorePath> pending = new TreeSet<>(start);
    while (!pending.isEmpty()) {
      StorePath next = pending.removeFirst();
      if (seen.add(next)) {
        pending.addAll(infos.apply(next).references());
      }
    }
    return seen;
  }

  private void allowed(JsonNode checks, String name, StorePath path, SortedSet<StorePath> used)
      throws BuildException {
    if (!checks.has(name)) {
      return;
    }
    SortedSet<StorePath> allowed = named(checks.path(name), name);
    for (StorePath reference : used) {
      if (!allowed.contains(reference)) {
        throw BuildException.rejected(
            "output '" + path + "' is not allowed to refer to '" + reference + "' (" + name + ")");
      }
    }
  }

  private void disallowed(JsonNode checks, String name, StorePath path, SortedSet<StorePath> used)
      throws BuildException {
    for (StorePath reference : named(checks.path(name), name)) {
      if (used.contains(reference)) {
        throw BuildException.rejected(
            "output '" + path + "' is not allowed to refer to '" + reference + "' (" + name + ")");
      }
    }
  }

  /** Store paths, or names of outputs of this derivation. */
  private SortedSet<StorePath> named(JsonNode list, String attribute) throws BuildException {
    SortedMap<String, StorePath> outputs = job.outputs();
    SortedSet<StorePath> paths = new TreeSet<>();
    for (String word : Attributes.words(list)) {
      if (StorePath.isInStore(word)) {
        paths.add(StorePath.containing(word));
      } else if (outputs.containsKey(word)) {
        paths.add(outputs.get(word));
      } else {
        throw BuildException.rejected(
            attribute + " names '" + word + "', which is neither a store path nor an output");
      }
    }
    return paths;
  }
}
