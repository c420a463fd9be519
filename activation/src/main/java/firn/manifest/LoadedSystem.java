package firn.manifest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A system with all that planning needs read into memory.
 *
 * @param path the logical store path of the system, or null for a machine Firn has never been on
 * @param unitTexts the text of each declared unit that is not masked
 * @param containers the systems of the declared containers
 * @param fstab the declared fstab(5), or null if none is
 */
public record LoadedSystem(
    @Nullable String path,
    Manifest manifest,
    Map<String, String> unitTexts,
    SortedMap<String, LoadedSystem> containers,
    @Nullable String fstab) {
  /** The state of a machine on which Firn has declared nothing yet. */
  public static LoadedSystem nothing(String name) {
    return new LoadedSystem(null, Manifest.nothing(name), Map.of(), new TreeMap<>(), null);
  }

  /**
   * Reads a system and those of its containers.
   *
   * @param path the logical store path of the system
   * @param store where a logical store path lies on this machine
   * @throws ManifestException if the manifest or a unit cannot be read
   */
  public static LoadedSystem read(String path, Function<String, Path> store) {
    return read(path, store, new HashMap<>());
  }

  /**
   * Reads a system as {@link #read(String, Function)} does, but for the parts it shares with one
   * that was read before: what is at a store path never changes.
   */
  public static LoadedSystem read(
      String path, Function<String, Path> store, LoadedSystem readBefore) {
    Map<String, LoadedSystem> known = new HashMap<>();
    readBefore.collect(known);
    return read(path, store, known);
  }

  private void collect(Map<String, LoadedSystem> into) {
    if (path != null) {
      into.put(path, this);
    }
    containers.values().forEach(inner -> inner.collect(into));
  }

  private static LoadedSystem read(
      String path, Function<String, Path> store, Map<String, LoadedSystem> known) {
    LoadedSystem there = known.get(path);
    if (there != null) {
      return there;
    }
    Manifest manifest =
        ManifestReader.read(
            new String(
                text(path + "/manifest.json", "the system's manifest", store)
                    .getBytes(StandardCharsets.ISO_8859_1),
                StandardCharsets.UTF_8));
    Map<String, String> units = new LinkedHashMap<>();
    manifest
        .units()
        .forEach((name, unit) -> {
          if (unit.source() != null) {
            units.put(name, text(unit.source(), "the unit " + name, store));
          }
        });
    SortedMap<String, LoadedSystem> containers = new TreeMap<>();
    manifest
        .containers()
        .forEach((name, container) -> containers.put(name, read(container.system(), store, known)));
    EtcEntry fstab = manifest.etc().get("fstab");
    LoadedSystem read =
        new LoadedSystem(
            path,
            manifest,
            units,
            containers,
            fstab == null ? null : text(fstab.source(), "the file systems", store));
    known.put(path, read);
    return read;
  }

  private static String text(String logical, String what, Function<String, Path> store) {
    Path file = store.apply(logical);
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new ManifestException(what + " cannot be read: " + e.getMessage());
    }
  }
}
