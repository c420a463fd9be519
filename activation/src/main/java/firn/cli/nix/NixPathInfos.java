package firn.cli.nix;

import com.google.common.base.Strings;
import firn.store.HashFormat;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.cache.CacheReader;
import firn.store.cache.NarInfo;
import firn.store.local.LocalStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a store or a cache knows of paths, in the two forms of {@code nix path-info}.
 *
 * @param human whether sizes are for people
 */
record NixPathInfos(
    Knowledge known, boolean size, boolean closureSize, boolean human, boolean signatures) {
  private static final String UNITS = " KMGTPEZY";

  /** Whoever knows of paths. */
  interface Knowledge {
    Optional<PathInfo> query(StorePath path) throws IOException, InterruptedException;

    /** What a cache says of where its archive is; empty for a store. */
    default Optional<NarInfo> archive(StorePath path) throws IOException, InterruptedException {
      return Optional.empty();
    }

    Collection<StorePath> closure(StorePath path) throws IOException, InterruptedException;

    static Knowledge of(LocalStore store) {
      return new Knowledge() {
        @Override
        public Optional<PathInfo> query(StorePath path) {
          return store.query(path);
        }

        @Override
        public Collection<StorePath> closure(StorePath path) {
          return store.closure(List.of(path));
        }
      };
    }

    static Knowledge of(CacheReader cache) {
      return new Knowledge() {
        @Override
        public Optional<PathInfo> query(StorePath path) throws IOException, InterruptedException {
          return archive(path).map(NarInfo::info);
        }

        @Override
        public Optional<NarInfo> archive(StorePath path) throws IOException, InterruptedException {
          return cache.query(path);
        }

        @Override
        public Collection<StorePath> closure(StorePath path)
            throws IOException, InterruptedException {
          return cache.closure(List.of(path));
        }
      };
    }
  }

  /**
   * For each its path, and what was asked for in columns.
   *
   * @throws StoreException if one is not valid
   */
  List<String> lines(Collection<StorePath> paths) throws IOException, InterruptedException {
    boolean columns = size || closureSize || signatures;
    int width =
        columns ? paths.stream().mapToInt(path -> path.toString().length()).max().orElse(0) : 0;
    List<String> lines = new ArrayList<>();
    for (StorePath path : paths) {
      PathInfo info =
          known
              .query(path)
              .orElseThrow(() -> new StoreException("path '" + path + "' is not valid"));
      lines.add(line(info, width));
    }
    return lines;
  }

  private String line(PathInfo info, int width) throws IOException, InterruptedException {
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

  private long closure(StorePath path) throws IOException, InterruptedException {
    long bytes = 0;
    for (StorePath one : known.closure(path)) {
      bytes += known.query(one).map(PathInfo::narSize).orElse(0L);
    }
    return bytes;
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
  String json(Collection<StorePath> paths) throws IOException, InterruptedException {
    List<Map<String, Object>> documents = new ArrayList<>();
    for (StorePath path : paths) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("path", path.toString());
      Optional<PathInfo> info = known.query(path);
      if (info.isEmpty()) {
        document.put("valid", false);
      } else {
        fill(document, info.get());
      }
      documents.add(document);
    }
    return new JsonMapper().writeValueAsString(documents);
  }

  private void fill(Map<String, Object> document, PathInfo info)
      throws IOException, InterruptedException {
    Optional<NarInfo> archive = known.archive(info.path());
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
    if (archive.isEmpty()) {
      document.put("registrationTime", info.registered().getEpochSecond());
    }
    if (info.ultimate()) {
      document.put("ultimate", true);
    }
    if (!info.signatures().isEmpty()) {
      document.put("signatures", List.copyOf(info.signatures()));
    }
    if (archive.isPresent()) {
      fill(document, archive.get());
    }
  }

  private void fill(Map<String, Object> document, NarInfo archive)
      throws IOException, InterruptedException {
    document.put("url", archive.url());
    if (archive.fileHash() != null) {
      document.put("downloadHash", archive.fileHash().digits(HashFormat.SRI));
    }
    if (archive.fileSize() >= 0) {
      document.put("downloadSize", archive.fileSize());
    }
    if (closureSize) {
      long bytes = 0;
      for (StorePath one : known.closure(archive.info().path())) {
        bytes += known.archive(one).map(NarInfo::fileSize).orElse(0L);
      }
      document.put("closureDownloadSize", bytes);
    }
  }
}
