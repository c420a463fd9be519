package firn.store.cache;

import firn.store.HashFormat;
import firn.store.PathInfo;
import firn.store.StorePath;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** What a signature of a store object covers: path, archive hash and size, references. */
final class Fingerprint {
  private Fingerprint() {}

  static byte[] of(PathInfo info) {
    String references =
        info.references().stream().map(StorePath::toString).collect(Collectors.joining(","));
    String text =
        "1;%s;%s;%d;%s"
            .formatted(
                info.path(), info.narHash().prefixed(HashFormat.NIX32), info.narSize(), references);
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
