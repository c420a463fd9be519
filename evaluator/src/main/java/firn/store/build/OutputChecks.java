package firn.store.build;

import firn.store.StorePath;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What a derivation demands of its outputs' references: {@code allowedReferences}, {@code
 * allowedRequisites}, {@code disallowedReferences} and {@code disallowedRequisites} (Nix manual,
 * "Advanced Attributes"), for all outputs or, with structured attributes, in {@code outputChecks}
 * for each.
 */
final class OutputChecks {
  private final BuildJob job;
  private final Function<StorePath, SortedSet<StorePath>> references;

  /**
   * @param references of outputs and inputs alike
   */
  OutputChecks(BuildJob job, Function<StorePath, SortedSet<StorePath>> references) {
    this.job = job;
    this.references = references;
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
    }
  }

  private void checkWith(JsonNode checks, StorePath path) throws BuildException {
    SortedSet<StorePath> direct = references.apply(path);
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
        pending.addAll(references.apply(next));
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
        throw new BuildException(
            "output '" + path + "' is not allowed to refer to '" + reference + "' (" + name + ")");
      }
    }
  }

  private void disallowed(JsonNode checks, String name, StorePath path, SortedSet<StorePath> used)
      throws BuildException {
    for (StorePath reference : named(checks.path(name), name)) {
      if (used.contains(reference)) {
        throw new BuildException(
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
        throw new BuildException(
            attribute + " names '" + word + "', which is neither a store path nor an output");
      }
    }
    return paths;
  }
}
