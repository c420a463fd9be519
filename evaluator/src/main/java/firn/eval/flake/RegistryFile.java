package firn.eval.flake;

import firn.eval.builtin.FetchSettings;
import firn.eval.error.EvalException;
import firn.eval.fetch.FetchAttributes;
import firn.eval.fetch.Input;
import firn.eval.value.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A registry that belongs to somebody who may change it. */
public final class RegistryFile {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final List<ObjectNode> entries = new ArrayList<>();

  /**
   * Reads one; one that does not exist has no entries.
   *
   * @param given the file; null for the user's own
   * @throws EvalException if it is not a registry
   */
  public RegistryFile(@Nullable Path given) throws IOException {
    file = given == null ? ofUser() : given;
    if (!Files.exists(file)) {
      return;
    }
    try {
      JsonNode root = JSON.readTree(Files.readString(file));
      if (root.path("version").asInt(0) != 2) {
        throw broken("has an unsupported version", null);
      }
      for (JsonNode flake : root.path("flakes")) {
        if (!(flake instanceof ObjectNode entry)) {
          throw broken("has an entry that is no object", null);
        }
        entries.add(entry);
      }
    } catch (JacksonException e) {
      throw broken("is not JSON", e);
    }
  }

  private EvalException broken(String what, @Nullable Exception cause) {
    String name = Bytes.ofUnicode(file.toString());
    return new EvalException("flake registry '" + name + "' " + what, cause);
  }

  private static Path ofUser() {
    return FetchSettings.of(System.getenv()).registries().stream()
        .filter(source -> source.rank() == FetchSettings.Rank.USER && source.location() != null)
        .map(source -> Path.of(String.valueOf(source.location())))
        .findFirst()
        .orElseThrow();
  }

  /** Takes away all that a name stands for; answers whether there was anything. */
  public boolean remove(Input from) {
    return entries.removeIf(entry -> Input.of(FetchAttributes.of(entry.path("from"))).equals(from));
  }

  /** Lets a name stand for a flake. */
  public void add(Input from, FlakeRef to) {
    ObjectNode entry = JSON.createObjectNode();
    entry.set("from", from.attributes().toJson());
    entry.set("to", to.attributes().toJson());
    entries.add(entry);
  }

  /** Writes the registry in place of the old one, in one step. */
  public void write() throws IOException {
    ArrayNode flakes = JSON.createArrayNode();
    entries.forEach(flakes::add);
    ObjectNode root = JSON.createObjectNode();
    root.set("flakes", flakes);
    root.put("version", 2);
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path fresh = Files.createTempFile(folder, ".registry", ".json");
    try {
      Files.writeString(fresh, LockText.write(root), StandardCharsets.ISO_8859_1);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
