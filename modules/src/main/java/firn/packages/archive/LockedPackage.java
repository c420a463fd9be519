package firn.packages.archive;

import java.util.List;

/**
 * A package as the lock pins it.
 *
 * @param architecture the package's own: {@code amd64}, {@code all}
 * @param mirror {@code debian} or {@code debian-security}
 * @param path below the mirror
 * @param size in bytes
 * @param sha256 hexadecimal
 * @param depends names of packages, resolved, sorted
 */
public record LockedPackage(
    String name,
    String version,
    String architecture,
    String mirror,
    String path,
    long size,
    String sha256,
    List<String> depends) {
  public LockedPackage {
    depends = List.copyOf(depends);
  }
}
