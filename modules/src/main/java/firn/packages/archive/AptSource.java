package firn.packages.archive;

import java.net.URI;
import java.util.List;

/**
 * One suite of one archive, as apt's sources name it.
 *
 * @param uri the archive's root, without a slash at the end
 * @param suite a suite or code name, the folder below {@code dists}
 * @param components {@code main} and its like
 * @param signedBy key ring files, or one armoured key block; empty for apt's trusted keys
 * @param checkValidUntil whether an index past its {@code Valid-Until} is refused
 */
public record AptSource(
    URI uri,
    String suite,
    List<String> components,
    List<String> signedBy,
    boolean checkValidUntil) {
  public AptSource {
    components = List.copyOf(components);
    signedBy = List.copyOf(signedBy);
  }

  /** The URI of a file below the archive's root. */
  public URI file(String path) {
    return URI.create(uri + "/" + path);
  }

  /** A failure of such a source is an error; that of any other only leaves it out. */
  public boolean isDebian() {
    return uri().toString().matches(".*/debian(-security)?");
  }
}
