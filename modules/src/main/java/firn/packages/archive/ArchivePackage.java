package firn.packages.archive;

/**
 * One package as an index describes it.
 *
 * @param mirror which archive holds it: {@code debian} or {@code debian-security}
 * @param path below the archive's root
 * @param size in bytes
 * @param sha256 of the {@code .deb}, in hexadecimal
 * @param dependsField {@code Pre-Depends} and {@code Depends}, joined
 * @param provides the field as it stands
 * @param rank Debian's priority class: 0 required, 1 important, 2 standard, 3 optional, 4 other
 * @param suite the one that offers it
 * @param suitePriority that suite's, as apt counts
 */
public record ArchivePackage(
    String name,
    String version,
    String architecture,
    String mirror,
    String path,
    long size,
    String sha256,
    String dependsField,
    String provides,
    String description,
    String homepage,
    String section,
    int rank,
    String suite,
    int suitePriority) {}
