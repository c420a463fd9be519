package firn.store.cache;

import firn.store.ContentAddress;
import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.HashFormat;
import firn.store.MalformedException;
import firn.store.PathInfo;
import firn.store.StorePath;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a cache says of a store object.
 *
 * @param url where the archive is, relative to the cache
 * @param fileHash hash of the compressed archive; null where the cache does not say
 * @param fileSize its size in bytes, −1 where the cache does not say
 */
public record NarInfo(
    PathInfo info, String url, Compression compression, @Nullable Hash fileHash, long fileSize) {

  private static final String NONE = "unknown-deriver";

  /**
   * Reads a {@code .narinfo} file, which may come from anyone.
   *
   * @throws MalformedException if a field is missing, twice there or malformed
   */
  public static NarInfo parse(String text) {
    Map<String, String> fields = new HashMap<>();
    SortedSet<String> signatures = new TreeSet<>();
    for (String line : text.split("\n", -1)) {
      int colon = line.indexOf(": ");
      if (line.isEmpty()) {
        continue;
      }
      String name = colon < 0 ? line.replaceFirst(":$", "") : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 2);
      if (name.equals("Sig")) {
        signatures.add(value);
      } else if (fields.put(name, value) != null) {
        throw new MalformedException("narinfo has the field '" + name + "' twice");
      }
    }
    SortedSet<StorePath> references = new TreeSet<>();
    for (String base : fields.getOrDefault("References", "").split(" ", -1)) {
      if (!base.isEmpty()) {
        references.add(StorePath.ofBaseName(base));
      }
    }
    String deriver = fields.getOrDefault("Deriver", NONE);
    String ca = fields.get("CA");
    String fileHash = fields.get("FileHash");
    PathInfo info =
        new PathInfo(
            StorePath.parse(required(fields, "StorePath")),
            Hash.parse(required(fields, "NarHash"), HashAlgorithm.SHA256),
            number(required(fields, "NarSize")),
            references,
            deriver.equals(NONE) || deriver.isEmpty() ? null : StorePath.ofBaseName(deriver),
            Instant.now(),
            false,
            signatures,
            ca == null || ca.isEmpty() ? null : ContentAddress.parse(ca));
    return new NarInfo(
        info,
        url(required(fields, "URL")),
        Compression.byId(fields.getOrDefault("Compression", "")),
        fileHash == null ? null : Hash.parse(fileHash, null),
        fields.containsKey("FileSize") ? number(required(fields, "FileSize")) : -1);
  }

  private static String required(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null || value.isEmpty()) {
      throw new MalformedException("narinfo lacks the field '" + name + "'");
    }
    return value;
  }

  private static long number(String text) {
    try {
      long value = Long.parseLong(text);
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new MalformedException("narinfo has a size that is not a number", e);
    }
    throw new MalformedException("narinfo has a size that is not positive");
  }

  /** A file of the same cache, not one elsewhere. */
  private static String url(String url) {
    if (url.contains("..") || url.startsWith("/") || url.contains(":")) {
      throw new MalformedException("narinfo has a URL that leaves the cache");
    }
    return url;
  }

  /** The text of the {@code .narinfo} file. */
  public String format() {
    StringBuilder out = new StringBuilder();
    line(out, "StorePath", info.path().toString());
    line(out, "URL", url);
    line(out, "Compression", compression.id());
    if (fileHash != null) {
      line(out, "FileHash", fileHash.prefixed(HashFormat.NIX32));
      line(out, "FileSize", Long.toString(fileSize));
    }
    line(out, "NarHash", info.narHash().prefixed(HashFormat.NIX32));
    line(out, "NarSize", Long.toString(info.narSize()));
    line(
        out,
        "References",
        info.references().stream().map(StorePath::baseName).collect(Collectors.joining(" ")));
    StorePath deriver = info.deriver();
    if (deriver != null) {
      line(out, "Deriver", deriver.baseName());
    }
    info.signatures().forEach(s -> line(out, "Sig", s));
    if (info.contentAddress() != null) {
      line(out, "CA", info.contentAddress().toString());
    }
    return out.toString();
  }

  private static void line(StringBuilder out, String name, String value) {
    out.append(name).append(": ").append(value).append('\n');
  }
}
