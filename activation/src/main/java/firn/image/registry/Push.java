package firn.image.registry;

import com.google.common.hash.Hashing;
import com.google.common.io.CountingOutputStream;
import firn.image.Compression;
import firn.image.Image;
import firn.image.Layer;
import firn.image.LayerMemory;
import firn.image.OciManifest;
import firn.image.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends an image to a registry: layers it has already are skipped, those that another repository of
 * it has are mounted, the others are compressed and sent. The manifest goes last, so that a push
 * that fails leaves no image behind.
 */
public final class Push {
  private static final JsonMapper JSON = new JsonMapper();

  private final RegistryClient client;
  private final Blobs blobs;
  private final LayerMemory memory;
  private final List<String> neighbours;
  private final Path scratch;

  /**
   * @param memory where is remembered what layers compress to, and which repositories have them
   * @param neighbours repositories of the same registry that may have layers
   * @param scratch a folder for compressed layers while they are sent
   */
  public Push(RegistryClient client, LayerMemory memory, List<String> neighbours, Path scratch) {
    this.client = client;
    this.blobs = new Blobs(client);
    this.memory = memory;
    this.neighbours = List.copyOf(neighbours);
    this.scratch = scratch;
  }

  /** What became of a layer. */
  public enum Fate {
    PRESENT,
    MOUNTED,
    SENT
  }

  /**
   * One layer that was seen to.
   *
   * @param digest of the compressed layer
   * @param sent bytes that went over the wire for it
   */
  public record LayerReport(String digest, Fate fate, long sent) {}

  /**
   * A push that is done.
   *
   * @param digest of the manifest, by which the image can be pulled
   */
  public record Report(String digest, List<LayerReport> layers) {
    public Report {
      layers = List.copyOf(layers);
    }

    /** Bytes of layers that went over the wire. */
    public long sent() {
      return layers.stream().mapToLong(LayerReport::sent).sum();
    }

    public long count(Fate fate) {
      return layers.stream().filter(layer -> layer.fate() == fate).count();
    }
  }

  /** Sends the image, and puts it under {@code tag}. */
  public Report run(Image image, String tag, Compression compression) throws IOException {
    ArrayNode layers = JSON.createArrayNode();
    List<LayerReport> reports = new ArrayList<>();
    for (Layer layer : image.layers()) {
      Compressed compressed = compressed(layer, compression);
      try {
        reports.add(see(compressed, layer, compression));
      } finally {
        if (compressed.file() != null) {
          Files.deleteIfExists(compressed.file());
        }
      }
      layers.add(
          OciManifest.descriptor(
              OciManifest.LAYER_TYPE + compression.mediaTypeSuffix(),
              compressed.digest(),
              compressed.size()));
    }
    byte[] configuration = image.configurationBytes();
    String id = Hashing.sha256().hashBytes(configuration).toString();
    if (!blobs.has("sha256:" + id)) {
      Path file = Files.createTempFile(scratch, "configuration-", ".json");
      try {
        Files.write(file, configuration);
        blobs.upload("sha256:" + id, file);
      } finally {
        Files.delete(file);
      }
    }
    ObjectNode descriptor =
        OciManifest.descriptor(OciManifest.CONFIGURATION_TYPE, id, configuration.length);
    String digest =
        new Manifests(client).put(tag, OciManifest.TYPE, OciManifest.of(descriptor, layers));
    return new Report(digest, reports);
  }

  /** A layer as it is sent; the file is there only once it had to be made. */
  private record Compressed(String digest, long size, @Nullable Path file) {}

  private Compressed compressed(Layer layer, Compression compression) throws IOException {
    Optional<String> known = memory.recall(key(layer, compression));
    if (known.isPresent() && known.get().matches("[0-9a-f]{64} \\d{1,18}")) {
      String[] words = known.get().split(" ", -1);
      return new Compressed(words[0], Long.parseLong(words[1]), null);
    }
    return compress(layer, compression);
  }

  private Compressed compress(Layer layer, Compression compression) throws IOException {
    Path file = Files.createTempFile(scratch, "layer-", ".tar");
    DigestOutputStream hashing = Sha256.of(Files.newOutputStream(file));
    CountingOutputStream counting = new CountingOutputStream(hashing);
    try (OutputStream out = compression.compress(counting)) {
      layer.writeTo(out);
    }
    String digest = Sha256.end(hashing);
    memory.remember(key(layer, compression), digest + " " + counting.getCount());
    return new Compressed(digest, counting.getCount(), file);
  }

  private static String key(Layer layer, Compression compression) {
    return compression + " of " + layer.digest();
  }

  private LayerReport see(Compressed compressed, Layer layer, Compression compression)
      throws IOException {
    String digest = "sha256:" + compressed.digest();
    String home = "home of " + digest + " at " + client.name().registry();
    if (blobs.has(digest)) {
      memory.remember(home, client.name().repository());
      return new LayerReport(digest, Fate.PRESENT, 0);
    }
    Set<String> candidates = new LinkedHashSet<>(neighbours);
    memory.recall(home).ifPresent(candidates::add);
    candidates.remove(client.name().repository());
    for (String repository : candidates) {
      if (blobs.mount(digest, repository)) {
        return new LayerReport(digest, Fate.MOUNTED, 0);
      }
    }
    Path file = compressed.file();
    boolean made = file == null;
    if (file == null) {
      Compressed anew = compress(layer, compression);
      file = anew.file();
      if (file == null || !anew.digest().equals(compressed.digest())) {
        throw new IOException("layer " + layer.digest() + " compresses to other bytes than before");
      }
    }
    try {
      long sent = blobs.upload(digest, file);
      memory.remember(home, client.name().repository());
      return new LayerReport(digest, Fate.SENT, sent);
    } finally {
      if (made) {
        Files.deleteIfExists(file);
      }
    }
  }
}
