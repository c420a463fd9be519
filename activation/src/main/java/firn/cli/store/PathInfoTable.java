package firn.cli.store;

import com.google.common.base.Strings;
import firn.cli.Json;
import firn.store.HashFormat;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.local.LocalStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the store knows of paths, as lines and as JSON.
 *
 * @param human whether sizes are for people
 */
public record PathInfoTable(
    LocalStore store, boolean size, boolean closureSize, boolean human, boolean signatures) {

  private PathInfo info(StorePath path) {
    return store
        .query(path)
        .orElseThrow(() -> new StoreException("path '" + path + "' is not valid"));
  }

  private long closure(StorePath path) {
    return store.closure(List.of(path)).stream().mapToLong(p -> info(p).narSize()).sum();
  }

  /** For each its path, and what was asked for in columns. */
  public List<String> lines(Collection<StorePath> paths) {
    int width =
        size || closureSize || signatures
            ? paths.stream().mapToInt(path -> path.toString().length()).max().orElse(0)
            : 0;
    return paths.stream().map(path -> line(path, width)).toList();
  }

  private String line(StorePath path, int width) {
    PathInfo info = info(path);
    StringBuilder out = new StringBuilder(Strings.padEnd(path.toString(), width, ' '));
    if (size) {
      out.append('\t').append(sized(info.narSize()));
    }
    if (closureSize) {
      out.append('\t').append(sized(closure(path)));
    }
    if (signatures) {
      out.append('\t').append(String.join(" ", info.vouchers()));
    }
    return out.toString();
  }

  private String sized(long bytes) {
    return human ? Sizes.text(bytes) : "%11d".formatted(bytes);
  }

  /** A list of objects, in the shape of {@code nix path-info --json}. */
  public String json(Collection<StorePath> paths) {
    List<Map<String, Object>> documents = new ArrayList<>();
    for (StorePath path : paths) {
      PathInfo info = info(path);
      Map<String, Object> document = new LinkedHashMap<>();
      if (info.contentAddress() != null) {
        document.put("ca", info.contentAddress().toString());
      }
      if (closureSize) {
        document.put("closureSize", closure(path));
      }
      if (info.deriver() != null) {
        document.put("deriver", info.deriver().toString());
      }
      document.put("narHash", info.narHash().digits(HashFormat.SRI));
      document.put("narSize", info.narSize());
      document.put("path", path.toString());
      document.put("references", info.references().stream().map(StorePath::toString).toList());
      document.put("registrationTime", info.registered().getEpochSecond());
      if (!info.signatures().isEmpty()) {
        document.put("signatures", List.copyOf(info.signatures()));
      }
      if (info.ultimate()) {
        document.put("ultimate", true);
      }
      document.put("valid", true);
      documents.add(document);
    }
    return Json.pretty(documents);
  }
}
