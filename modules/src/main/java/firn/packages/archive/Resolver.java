package firn.packages.archive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Chooses packages and resolves what they depend on. The choice for a package depends on nothing
 * but the indexes: not on what else is wanted nor on the order of questions, so that a lock has one
 * possible content.
 */
final class Resolver {
  /**
   * Needed by maintainer scripts alone, which Firn never runs; as dependencies they are left out.
   */
  static final Set<String> SCRIPT_ONLY =
      Set.of(
          "adduser",
          "cdebconf",
          "debconf",
          "debconf-2.0",
          "dpkg",
          "init-system-helpers",
          "install-info",
          "lsb-base",
          "ucf",
          "update-inetd");

  private final List<PackageIndex> indexes;

  Resolver(List<PackageIndex> indexes) {
    this.indexes = List.copyOf(indexes);
  }

  /** The package of that name from the suite of the highest priority, then of highest version. */
  @Nullable ArchivePackage find(String name) {
    List<ArchivePackage> found = candidates(name);
    return found.isEmpty() ? null : found.getFirst();
  }

  /**
   * What every index has under a name, best first: by the suite's priority, then by version, as apt
   * chooses for a machine that has the package not yet; of equals the first configured.
   */
  List<ArchivePackage> candidates(String name) {
    List<ArchivePackage> found = new ArrayList<>();
    for (PackageIndex index : indexes) {
      ArchivePackage candidate = index.find(name);
      if (candidate != null) {
        found.add(candidate);
      }
    }
    if (found.size() > 1) {
      found.sort(
          Comparator.comparingInt(ArchivePackage::suitePriority)
              .reversed()
              .thenComparing(
                  ArchivePackage::version,
                  Comparator.comparing((String version) -> version, DebianVersion::compare)
                      .reversed()));
    }
    return found;
  }

  /** Names of the packages that {@code found} needs at run time, sorted. */
  List<String> depends(ArchivePackage found) throws ArchiveException {
    Set<String> names = new TreeSet<>();
    for (List<Relation> alternatives : Relation.parse(found.dependsField())) {
      String chosen = choose(alternatives);
      if (chosen == null) {
        throw new ArchiveException(
            "%s %s needs %s, which no configured suite offers"
                .formatted(found.name(), found.version(), alternatives.getFirst().name()),
            "The suites may be out of step with each other: run firn pkgs update.");
      }
      if (!SCRIPT_ONLY.contains(chosen)) {
        names.add(chosen);
      }
    }
    names.remove(found.name());
    return List.copyOf(names);
  }

  private @Nullable String choose(List<Relation> alternatives) {
    for (Relation relation : alternatives) {
      if (SCRIPT_ONLY.contains(relation.name())) {
        return relation.name();
      }
      ArchivePackage real = find(relation.name());
      if (real != null && relation.accepts(real.version())) {
        return real.name();
      }
      ArchivePackage provider = provider(relation);
      if (provider != null) {
        return provider.name();
      }
    }
    return null;
  }

  private @Nullable ArchivePackage provider(Relation relation) {
    List<ArchivePackage> found = new ArrayList<>();
    for (PackageIndex index : indexes) {
      for (PackageIndex.Provider provider : index.providers(relation.name())) {
        String version = provider.version();
        boolean fits =
            relation.operator() == null || (version != null && relation.accepts(version));
        ArchivePackage candidate = fits ? find(provider.name()) : null;
        if (candidate != null && provides(candidate, relation)) {
          found.add(candidate);
        }
      }
    }
    return found.stream()
        .min(Comparator.comparingInt(ArchivePackage::rank).thenComparing(ArchivePackage::name))
        .orElse(null);
  }

  /** A provider found in one suite may have been superseded by a version from another. */
  private static boolean provides(ArchivePackage candidate, Relation relation) {
    for (List<Relation> clause : Relation.parse(candidate.provides())) {
      Relation offered = clause.getFirst();
      String version = offered.version();
      if (offered.name().equals(relation.name())
          && (relation.operator() == null || (version != null && relation.accepts(version)))) {
        return true;
      }
    }
    return false;
  }

  /** All names, sorted, without repetition. */
  List<String> names() {
    List<String> names = List.of();
    for (PackageIndex index : indexes) {
      names = merged(names, index.names());
    }
    return names;
  }

  /** What two sorted lists hold, sorted. */
  private static List<String> merged(List<String> left, List<String> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return left.isEmpty() ? right : left;
    }
    List<String> merged = new ArrayList<>(left.size() + right.size());
    int next = 0;
    for (String name : left) {
      int order = -1;
      while (next < right.size() && (order = right.get(next).compareTo(name)) < 0) {
        merged.add(right.get(next++));
      }
      if (next < right.size() && order == 0) {
        next++;
      }
      merged.add(name);
    }
    merged.addAll(right.subList(next, right.size()));
    return merged;
  }
}
