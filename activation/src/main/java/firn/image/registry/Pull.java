package firn.image.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Fetches an image from a registry, every part of it checked against its digest. */
public final class Pull {
  private final RegistryClient client;

  public Pull(RegistryClient client) {
    this.client = client;
  }

  /** The parts of an image, as the registry has them. */
  public record Fetched(String digest, Path configuration, List<Path> layers) {
    public Fetched {
      layers = List.copyOf(layers);
    }
  }

  /** Fetches into {@code folder}. */
  public Fetched run(String version, String os, String architecture, Path folder)
      throws IOException {
    Manifests.Manifest manifest = new Manifests(client).get(version, os, architecture);
    JsonNode json = manifest.json();
    if (json.path("config").isMissingNode()) {
      throw new RegistryException(
          "'%s' is of a kind that is no longer made (schema version %d)"
              .formatted(client.name(), json.path("schemaVersion").asInt(0)),
          "push it anew with a current program");
    }
    Blobs blobs = new Blobs(client);
    Path configuration = blob(blobs, json.path("config"), folder);
    List<Path> layers = new ArrayList<>();
    for (JsonNode layer : json.path("layers")) {
      layers.add(blob(blobs, layer, folder));
    }
    return new Fetched(manifest.digest(), configuration, layers);
  }

  private static Path blob(Blobs blobs, JsonNode descriptor, Path folder) throws IOException {
    String digest = descriptor.path("digest").asString();
    if (!digest.matches("sha256:[0-9a-f]{64}")) {
      throw new RegistryException("the manifest names a blob '" + digest + "'", null);
    }
    Path file = folder.resolve(digest.substring("sha256:".length()));
    if (!Files.exists(file)) {
      blobs.download(digest, file);
    }
    return file;
  }
}
