package firn.cli.nix;

import com.google.common.base.Strings;
import firn.store.HashFormat;
import firn.store.PathInfo;
import firn.store.StorePath;
import firn.store.local.LocalStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the store knows of paths, in the two forms of {@code nix path-info}.
 *
 * @param human whether sizes are for people
 */
record NixPathInfos(
    LocalStore store, boolean size, boolean closureSize, boolean human, boolean signatures) {
  private static final String UNITS = " KMGTPEZY";

  /** For each its path, and what was asked for in columns. */
  List<String> lines(Collection<StorePath> paths) {
    boolean columns = size || closureSize || signatures;
    int width =
        columns ? paths.stream().mapToInt(path -> path.toString().length()).max().orElse(0) : 0;
    return paths.stream()
        .flatMap(path -> store.query(path).stream())
        .map(info -> line(info, width))
        .toList();
  }

  private String line(PathInfo info, int width) {
    StringBuilder out = new StringBuilder(Strings.padEnd(info.path().toString(), width, ' '));
    if (size) {
      out.append('\t').append(sized(info.narSize()));
    }
    if (closureSize) {
      out.append('\t').append(sized(closure(info.path())));
    }
    if (signatures) {
      out.append('\t').append(String.join(" ", info.vouchers()));
    }
    return out.toString();
  }

  private long closure(StorePath path) {
    return store.closure(List.of(path)).stream()
        .flatMap(p -> store.query(p).stream())
        .mapToLong(PathInfo::narSize)
        .sum();
  }

  private String sized(long bytes) {
    if (!human) {
      return "%11d".formatted(bytes);
    }
    double value = bytes;
    int unit = 0;
    while (value > 1024) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%6.1f%c", value, UNITS.charAt(unit));
  }

  /** A list of objects in one line, without its end; one that is not valid says so. */
  String json(Collection<StorePath> paths) {
    List<Map<String, Object>> documents = new ArrayList<>();
    for (StorePath path : paths) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("path", path.toString());
      Optional<PathInfo> known = store.query(path);
      if (known.isEmpty()) {
        document.put("valid", false);
      } else {
        fill(document, known.get());
      }
      documents.add(document);
    }
    return new JsonMapper().writeValueAsString(documents);
  }

  private void fill(Map<String, Object> document, PathInfo info) {
    document.put("narHash", info.narHash().digits(HashFormat.SRI));
    document.put("narSize", info.narSize());
    document.put("references", info.references().stream().map(StorePath::toString).toList());
    if (info.contentAddress() != null) {
      document.put("ca", info.contentAddress().toString());
    }
    if (closureSize) {
      document.put("closureSize", closure(info.path()));
    }
    if (info.deriver() != null) {
      document.put("deriver", info.deriver().toString());
    }
    document.put("registrationTime", info.registered().getEpochSecond());
    if (info.ultimate()) {
      document.put("ultimate", true);
    }
    if (!info.signatures().isEmpty()) {
      document.put("signatures", List.copyOf(info.signatures()));
    }
  }
}
