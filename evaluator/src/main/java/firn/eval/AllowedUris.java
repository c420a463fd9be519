package firn.eval;

import firn.eval.access.AllowedFiles;
import firn.eval.error.EvalException;
import java.util.List;

/** Which URLs a restricted evaluation may fetch from (Nix manual, {@code allowed-uris}). */
final class AllowedUris {
  private AllowedUris() {}

  /**
   * Checks a URL.
   *
   * @param files what files are allowed, for URLs of files
   */
  static void check(String uri, List<String> prefixes, AllowedFiles files) {
    if (prefixes.stream().anyMatch(prefix -> covers(prefix, uri))) {
      return;
    }
    String path = uri.startsWith("file://") ? uri.substring("file://".length()) : uri;
    if (path.startsWith("/") && files.isAllowed(path)) {
      return;
    }
    throw new EvalException("access to URI '" + uri + "' is forbidden in restricted mode");
  }

  /**
   * A prefix covers itself and what continues it at a boundary; {@code github:} all of a scheme.
   */
  private static boolean covers(String prefix, String uri) {
    if (prefix.isEmpty() || !uri.startsWith(prefix)) {
      return false;
    }
    char last = prefix.charAt(prefix.length() - 1);
    return uri.length() == prefix.length()
        || last == '/'
        || last == ':'
        || uri.charAt(prefix.length()) == '/';
  }
}
