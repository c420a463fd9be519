package firn.packages.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code firn.lock}: the state of the archive that a configuration was made with, and each package
 * it uses. JSON, keys sorted, two spaces of indentation, a newline at the end:
 *
 * <pre>{@code
 * { "version": 1,
 *   "suites": [ { "mirror": "debian", "name": "bookworm", "date": "2026-07-11T10:16:37Z",
 *                 "release": "<sha256>", "priority": 500,
 *                 "indexes": { "main/binary-amd64": { "sha256": "…", "size": 8790396 } } } ],
 *   "packages": { "amd64": { "bash": { "version": "5.2.15-2+b8", "architecture": "amd64",
 *                 "mirror": "debian", "path": "pool/main/b/bash/…", "size": 1, "sha256": "…",
 *                 "depends": [ "libc6" ] } } } }
 * }</pre>
 *
 * @param suites in the order in which they are consulted
 * @param packages by architecture of the system, then by name
 */
public record Lock(List<Suite> suites, Map<String, SortedMap<String, LockedPackage>> packages) {
  /** The file's name. */
  public static final String FILE = "firn.lock";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int VERSION = 1;

  /** A lock of nothing. */
  public static Lock empty() {
    return new Lock(List.of(), Map.of());
  }

  /**
   * Reads a lock; a file that does not exist is an empty one.
   *
   * @throws ArchiveException if it is not a lock of a version this program knows
   */
  public static Lock read(Path file) throws ArchiveException, IOException {
    if (!Files.exists(file)) {
      return empty();
    }
    try {
      return parse(JSON.readTree(Files.readString(file, StandardCharsets.UTF_8)), file.toString());
    } catch (JacksonException e) {
      throw malformed(file.toString(), "it is not JSON");
    }
  }

  private static Lock parse(JsonNode root, String file) throws ArchiveException {
    int version = root.path("version").asInt(0);
    if (version != VERSION) {
      throw new ArchiveException(
          "%s has the format version %d, and this program knows %d"
              .formatted(file, version, VERSION),
          version > VERSION ? "Use a newer firn." : "Make it anew with: firn pkgs update");
    }
    List<Suite> suites = new ArrayList<>();
    for (JsonNode node : root.path("suites")) {
      Map<String, Suite.Index> indexes = new HashMap<>();
      for (Map.Entry<String, JsonNode> index : node.path("indexes").properties()) {
        indexes.put(
            index.getKey(),
            new Suite.Index(hash(index.getValue(), file), index.getValue().path("size").asLong(0)));
      }
      suites.add(
          new Suite(
              text(node, "mirror", file),
              text(node, "name", file),
              node.path("date").asString(""),
              node.path("release").asString(""),
              node.path("priority").asInt(500),
              indexes));
    }
    Map<String, SortedMap<String, LockedPackage>> packages = new TreeMap<>();
    for (Map.Entry<String, JsonNode> architecture : root.path("packages").properties()) {
      SortedMap<String, LockedPackage> byName = new TreeMap<>();
      for (Map.Entry<String, JsonNode> entry : architecture.getValue().properties()) {
        byName.put(entry.getKey(), locked(entry.getKey(), entry.getValue(), file));
      }
      packages.put(architecture.getKey(), byName);
    }
    return new Lock(List.copyOf(suites), packages);
  }

  private static LockedPackage locked(String name, JsonNode node, String file)
      throws ArchiveException {
    List<String> depends = new ArrayList<>();
    for (JsonNode dependency : node.path("depends")) {
      depends.add(dependency.asString());
    }
    String path = text(node, "path", file);
    if (!IndexFile.safe(path)) {
      throw malformed(file, "the path of " + name + " leads out of the archive");
    }
    return new LockedPackage(
        name,
        text(node, "version", file),
        text(node, "architecture", file),
        text(node, "mirror", file),
        path,
        node.path("size").asLong(0),
        hash(node, file),
        depends);
  }

  private static String hash(JsonNode node, String file) throws ArchiveException {
    String hash = text(node, "sha256", file);
    if (!hash.matches("[0-9a-f]{64}")) {
      throw malformed(file, "“" + hash + "” is not a sha256");
    }
    return hash;
  }

  private static String text(JsonNode node, String field, String file) throws ArchiveException {
    String value = node.path(field).asString("");
    if (value.isEmpty()) {
      throw malformed(file, "an entry lacks “" + field + "”");
    }
    return value;
  }

  private static ArchiveException malformed(String file, String why) {
    return new ArchiveException(
        "%s is not a lock: %s".formatted(file, why),
        "Restore it from version control, or delete it to make a new one.");
  }

  /** The packages locked for a system of one architecture. */
  public SortedMap<String, LockedPackage> of(String architecture) {
    SortedMap<String, LockedPackage> locked = packages.get(architecture);
    return locked == null ? new TreeMap<>() : locked;
  }

  /** Whether it pins nothing. */
  public boolean isEmpty() {
    return packages.values().stream().allMatch(Map::isEmpty);
  }

  /** This lock with what another one of the same suites holds for one architecture. */
  public Lock with(Lock other, String architecture) {
    Map<String, SortedMap<String, LockedPackage>> merged = new TreeMap<>(packages);
    SortedMap<String, LockedPackage> added = other.of(architecture);
    if (!added.isEmpty()) {
      merged.put(architecture, added);
    }
    return new Lock(suites.isEmpty() ? other.suites() : suites, merged);
  }

  /** The file's text. */
  public String text() {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode allPackages = root.putObject("packages");
    for (Map.Entry<String, SortedMap<String, LockedPackage>> architecture :
        new TreeMap<>(packages).entrySet()) {
      ObjectNode byName = allPackages.putObject(architecture.getKey());
      for (LockedPackage locked : architecture.getValue().values()) {
        ObjectNode node = byName.putObject(locked.name());
        node.put("architecture", locked.architecture());
        ArrayNode depends = node.putArray("depends");
        locked.depends().forEach(depends::add);
        node.put("mirror", locked.mirror());
        node.put("path", locked.path());
        node.put("sha256", locked.sha256());
        node.put("size", locked.size());
        node.put("version", locked.version());
      }
    }
    ArrayNode allSuites = root.putArray("suites");
    for (Suite suite : suites) {
      ObjectNode node = allSuites.addObject();
      node.put("date", suite.date());
      ObjectNode indexes = node.putObject("indexes");
      for (Map.Entry<String, Suite.Index> index : new TreeMap<>(suite.indexes()).entrySet()) {
        ObjectNode indexNode = indexes.putObject(index.getKey());
        indexNode.put("sha256", index.getValue().sha256());
        indexNode.put("size", index.getValue().size());
      }
      node.put("mirror", suite.mirror());
      node.put("name", suite.name());
      node.put("priority", suite.priority());
      node.put("release", suite.release());
    }
    root.put("version", VERSION);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  /** Writes the file, in one step, if its text changes; returns whether it did. */
  public boolean write(Path file) throws IOException {
    String text = text();
    if (Files.exists(file) && Files.readString(file, StandardCharsets.UTF_8).equals(text)) {
      return false;
    }
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null) {
      throw new IOException(file + " is not a file's name");
    }
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, ".firn.lock", "");
    try {
      Files.writeString(part, text, StandardCharsets.UTF_8);
      Files.setPosixFilePermissions(
          part, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    return true;
  }
}
