package firn.image;

import firn.image.BaseImage.ImageMembers;
import firn.image.BaseImage.Members;
import firn.store.build.BuildException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds an image in an OCI layout (OCI Image Layout Specification 1.0), checking every blob it
 * comes through against its digest.
 */
final class OciMembers {
  private static final String REF_NAME = "org.opencontainers.image.ref.name";

  private OciMembers() {}

  static ImageMembers find(Members members, @Nullable String wanted)
      throws IOException, BuildException {
    List<String> there = new ArrayList<>();
    for (JsonNode manifest : members.json("index.json").path("manifests")) {
      String name = manifest.path("annotations").path(REF_NAME).asString(null);
      if (name != null) {
        there.add(name);
      }
      if (wanted == null || wanted.equals(name)) {
        return manifest(members, name, manifest);
      }
    }
    throw BaseImage.missing(wanted, there);
  }

  private static ImageMembers manifest(Members members, @Nullable String name, JsonNode descriptor)
      throws IOException, BuildException {
    JsonNode manifest = members.json(blob(members, descriptor));
    if (manifest.has("manifests")) {
      return manifest(members, name, manifest.path("manifests").path(0));
    }
    List<String> layers = new ArrayList<>();
    for (JsonNode layer : manifest.path("layers")) {
      layers.add(blob(members, layer));
    }
    return new ImageMembers(name, blob(members, manifest.path("config")), layers);
  }

  private static String blob(Members members, JsonNode descriptor)
      throws IOException, BuildException {
    String digest = descriptor.path("digest").asString("");
    String name = "blobs/" + digest.replace(':', '/');
    String found = "sha256:" + Sha256.ofFile(members.file(name));
    if (!found.equals(digest)) {
      throw new BuildException(
          "the image is damaged or was tampered with: a blob has the digest %s and is named %s; fetch it again"
              .formatted(found, digest));
    }
    return name;
  }
}
