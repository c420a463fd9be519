package firn.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container of an OCI runtime.
 *
 * @param backend {@code podman} or {@code docker}
 * @param image the name and tag it is started from
 * @param imageFile an archive to load the image from first, or null
 * @param imageStream a program that writes such an archive, or null; where both are, it is pulled
 * @param dependsOn names of other OCI containers it starts after
 */
public record OciEntry(
    String unit,
    String backend,
    String image,
    @Nullable String imageFile,
    @Nullable String imageStream,
    List<String> dependsOn,
    boolean autoStart) {
  /** What its image is loaded from, null where it is pulled. */
  public @Nullable String imageSource() {
    return imageFile == null ? imageStream : imageFile;
  }
}
