package firn.image.registry;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The manifests of a repository. */
public final class Manifests {
  private static final JsonMapper JSON = new JsonMapper();

  /** All kinds that are understood: of one image and of an image for many machines. */
  private static final String ACCEPTED =
      String.join(
          ", ",
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.v2+json",
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.docker.distribution.manifest.list.v2+json");

  private final RegistryClient client;

  public Manifests(RegistryClient client) {
    this.client = client;
  }

  /** A manifest as the registry keeps it. */
  public record Manifest(String digest, byte[] bytes, JsonNode json) {}

  /**
   * Fetches the manifest of a tag or digest.
   *
   * @throws RegistryException if there is none, or it is not what the digest says
   */
  public Manifest get(String version) throws IOException {
    HttpResponse<byte[]> response =
        client.send(() ->
            RegistryClient.request(client.address("manifests/" + version))
                .header("Accept", ACCEPTED)
                .GET());
    if (response.statusCode() != 200) {
      throw client.refused(
          "send the manifest of " + version, response.statusCode(), response.body());
    }
    String digest = "sha256:" + Hashing.sha256().hashBytes(response.body());
    if (version.startsWith("sha256:") && !version.equals(digest)) {
      throw new RegistryException(
          "the registry sent a manifest with the digest %s for %s".formatted(digest, version),
          "somebody changed it on its way or in the registry; do not use this image");
    }
    try {
      return new Manifest(digest, response.body(), JSON.readTree(response.body()));
    } catch (JacksonException malformed) {
      throw new RegistryException("the registry sent a manifest that is not JSON", null);
    }
  }

  /** The manifest for one kind of machine, chosen where there are several. */
  public Manifest get(String version, String os, String architecture) throws IOException {
    Manifest manifest = get(version);
    JsonNode all = manifest.json().path("manifests");
    if (all.isMissingNode()) {
      return manifest;
    }
    StringBuilder there = new StringBuilder();
    for (JsonNode one : all) {
      JsonNode platform = one.path("platform");
      String kind = platform.path("os").asString() + "/" + platform.path("architecture").asString();
      if (kind.equals(os + "/" + architecture)) {
        return get(one.path("digest").asString());
      }
      there.append(there.isEmpty() ? "" : ", ").append(kind);
    }
    throw new RegistryException(
        "'%s' has no image for %s/%s, but for %s".formatted(client.name(), os, architecture, there),
        "choose another kind of machine with 'arch'");
  }

  /** Puts a manifest under a tag, which makes the image visible. Answers its digest. */
  String put(String tag, String type, byte[] manifest) throws IOException {
    HttpResponse<byte[]> response =
        client.send(() ->
            RegistryClient.request(client.address("manifests/" + tag))
                .header("Content-Type", type)
                .PUT(BodyPublishers.ofByteArray(manifest)));
    if (response.statusCode() != 201) {
      throw client.refused("take the manifest", response.statusCode(), response.body());
    }
    return "sha256:" + Hashing.sha256().hashBytes(manifest);
  }
}
