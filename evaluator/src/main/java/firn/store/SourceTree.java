package firn.store;

import java.nio.file.Path;

/**
 * Files outside the store that are to be added to it.
 *
 * @param name the store object's name
 * @param root the file or directory; a symbolic link is taken as a link
 * @param method {@link ContentAddress.Method#RECURSIVE} for the archive, {@link
 *     ContentAddress.Method#FLAT} for one regular file
 */
public record SourceTree(
    String name,
    Path root,
    ContentAddress.Method method,
    HashAlgorithm algorithm,
    SourceFilter filter) {

  /** The whole of {@code root}, addressed as the language does: recursively, by SHA-256. */
  public static SourceTree of(String name, Path root) {
    return new SourceTree(
        name, root, ContentAddress.Method.RECURSIVE, HashAlgorithm.SHA256, SourceFilter.ALL);
  }

  public SourceTree withFilter(SourceFilter filter) {
    return new SourceTree(name, root, method, algorithm, filter);
  }
}
