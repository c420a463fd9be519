package firn.eval.fetch;

import firn.eval.error.EvalException;
import firn.store.SourceFilter;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code path:…}: a folder of this machine, as it is. */
final class PathScheme implements Scheme {

  @Override
  public String type() {
    return "path";
  }

  @Override
  public Set<String> attributes() {
    return Set.of("path");
  }

  @Override
  public Optional<FetchAttributes> fromUrl(Url url, boolean tree) {
    if (!url.scheme().equals("path")) {
      return Optional.empty();
    }
    if (url.authority() != null && !url.authority().isEmpty()) {
      throw new EvalException("path URL '" + url + "' should not have an authority");
    }
    FetchAttributes attributes = FetchAttributes.EMPTY.with("path", url.path());
    for (Map.Entry<String, String> parameter : url.query().entrySet()) {
      attributes =
          switch (parameter.getKey()) {
            case "rev", "narHash" -> attributes.with(parameter.getKey(), parameter.getValue());
            case "revCount", "lastModified" ->
                attributes.with(parameter.getKey(), number(url, parameter));
            default ->
                throw new EvalException(
                    "path URL '"
                        + url
                        + "' has unsupported parameter '"
                        + parameter.getKey()
                        + "'");
          };
    }
    return Optional.of(attributes);
  }

  private static long number(Url url, Map.Entry<String, String> parameter) {
    try {
      return Long.parseUnsignedLong(parameter.getValue());
    } catch (NumberFormatException e) {
      throw new EvalException(
          "path URL '" + url + "' has invalid parameter '" + parameter.getKey() + "'", e);
    }
  }

  @Override
  public FetchAttributes check(FetchAttributes attributes) {
    attributes.require("path");
    return attributes;
  }

  @Override
  public Url toUrl(FetchAttributes attributes) {
    SortedMap<String, String> query = new TreeMap<>();
    attributes.values().forEach((name, value) -> query.put(name, value.toString()));
    query.keySet().removeAll(Set.of("type", "path", "__final"));
    return new Url("path", null, attributes.require("path"), query, "");
  }

  @Override
  public Fetched fetch(FetchAttributes attributes, Means means) throws IOException {
    String path = attributes.require("path");
    if (!path.startsWith("/")) {
      throw new EvalException(
          "cannot fetch input 'path:" + path + "' because it uses a relative path");
    }
    Path root = PathBytes.toPath(path);
    if (!Files.exists(root, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      throw new FetchFailure("path '" + path + "' does not exist", null);
    }
    FetchAttributes known =
        attributes.has("lastModified")
            ? attributes
            : attributes.with("lastModified", lastModified(root));
    return new Fetched(known, root, SourceFilter.ALL, false);
  }

  /** The latest time of anything in the tree, in seconds. */
  private static long lastModified(Path root) throws IOException {
    long[] latest = {0};
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          private FileVisitResult see(BasicFileAttributes attributes) {
            latest[0] = Math.max(latest[0], attributes.lastModifiedTime().toMillis() / 1000);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            return see(attributes);
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return see(attributes);
          }
        });
    return latest[0];
  }
}
