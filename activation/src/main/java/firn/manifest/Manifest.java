package firn.manifest;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that activation knows of a system; the contract in {@code docs/architecture.md}.
 *
 * @param name host name or container name
 * @param root a root tree, for machines made wholly from the closure
 * @param path the merged packages of the system
 */
public record Manifest(
    String name,
    String stateVersion,
    boolean isContainer,
    @Nullable String root,
    String path,
    SortedMap<String, EtcEntry> etc,
    SortedMap<String, UnitEntry> units,
    UsersEntry users,
    @Nullable String activationScript,
    SortedMap<String, ContainerEntry> containers,
    SortedMap<String, OciEntry> ociContainers,
    List<HealthEntry> health,
    List<Need> needs) {
  /** The manifest of a machine that Firn has never been on: it declares nothing. */
  public static Manifest nothing(String name) {
    return new Manifest(
        name,
        "",
        false,
        null,
        "",
        new TreeMap<>(),
        new TreeMap<>(),
        new UsersEntry(true, new TreeMap<>(), new TreeMap<>()),
        null,
        new TreeMap<>(),
        new TreeMap<>(),
        List.of(),
        List.of());
  }
}
