package firn.packages.archive;

import java.util.List;

/**
 * Packages that need each other, directly or around a cycle, and so become one store path.
 *
 * @param name of the member that stands for all
 * @param members sorted by name
 * @param depends names of the components that members need directly, sorted, without this one
 */
public record Component(String name, List<LockedPackage> members, List<String> depends) {
  public Component {
    members = List.copyOf(members);
    depends = List.copyOf(depends);
  }
}
