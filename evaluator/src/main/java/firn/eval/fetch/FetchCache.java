package firn.eval.fetch;

import firn.eval.value.Bytes;
import firn.store.HashAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is known of things that were fetched, one small file each. A cache that cannot be written
 * remembers nothing and disturbs nobody.
 */
final class FetchCache {
  /** Made when first used: making it costs more than many an evaluation. */
  private static final class Json {
    static final JsonMapper MAPPER = new JsonMapper();
  }

  private final Path folder;
  private final long ttl;

  FetchCache(Path folder, long ttl) {
    this.folder = folder;
    this.ttl = ttl;
  }

  /**
   * Something known.
   *
   * @param isFresh whether it was learnt within the time that answers are good for
   */
  record Entry(FetchAttributes value, boolean isFresh) {}

  private Path file(String kind, FetchAttributes key) {
    String name = HashAlgorithm.SHA256.hash(Bytes.ofUnicode(kind + ":" + key)).nix32();
    return folder.resolve(kind).resolve(name + ".json");
  }

  Optional<Entry> find(String kind, FetchAttributes key) {
    try {
      JsonNode read = Json.MAPPER.readTree(Files.readAllBytes(file(kind, key)));
      long age = System.currentTimeMillis() / 1000 - read.path("time").asLong(0);
      return Optional.of(new Entry(FetchAttributes.of(read.path("value")), age >= 0 && age < ttl));
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  void put(String kind, FetchAttributes key, FetchAttributes value) {
    Path file = file(kind, key);
    ObjectNode entry = Json.MAPPER.createObjectNode();
    entry.put("time", System.currentTimeMillis() / 1000);
    entry.set("key", key.toJson());
    entry.set("value", value.toJson());
    try {
      Files.createDirectories(file.getParent());
      Path fresh = Files.createTempFile(file.getParent(), ".new", ".json");
      Files.write(fresh, Json.MAPPER.writeValueAsBytes(entry));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // Then it is learnt again next time.
      return;
    }
  }
}
