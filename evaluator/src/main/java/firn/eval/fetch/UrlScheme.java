package firn.eval.fetch;

import firn.eval.error.EvalException;
import firn.store.SourceFilter;
import firn.store.fetch.FetchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A file behind a URL: as it is ({@code file}), or as the tree packed in it ({@code tarball}). */
final class UrlScheme implements Scheme {
  static final UrlScheme TARBALL = new UrlScheme("tarball", true);
  static final UrlScheme FILE = new UrlScheme("file", false);

  private static final Set<String> TRANSPORTS = Set.of("file", "http", "https");
  private static final List<String> EXTENSIONS =
      List.of(".zip", ".tar", ".tgz", ".tar.gz", ".tar.xz", ".tar.bz2", ".tar.zst");

  private final String type;
  private final boolean unpacks;

  private UrlScheme(String type, boolean unpacks) {
    this.type = type;
    this.unpacks = unpacks;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public Set<String> attributes() {
    return Set.of("url", "name", "unpack");
  }

  private static boolean isArchive(Url url) {
    return EXTENSIONS.stream().anyMatch(url.path()::endsWith);
  }

  @Override
  public Optional<FetchAttributes> fromUrl(Url url, boolean tree) {
    boolean mine =
        TRANSPORTS.contains(url.transport())
            && (url.application().isEmpty()
                ? isArchive(url) == unpacks
                : url.application().equals(type));
    if (!mine) {
      return Optional.empty();
    }
    FetchAttributes attributes = FetchAttributes.EMPTY;
    SortedMap<String, String> rest = new TreeMap<>();
    for (var parameter : url.query().entrySet()) {
      String value = parameter.getValue();
      switch (parameter.getKey()) {
        case "narHash" -> attributes = attributes.with("narHash", value);
        case "rev" -> attributes = attributes.with("rev", Revisions.checkRevision(value));
        case "revCount", "lastModified" -> {
          try {
            attributes = attributes.with(parameter.getKey(), Long.parseUnsignedLong(value));
          } catch (NumberFormatException e) {
            rest.put(parameter.getKey(), value);
          }
        }
        default -> rest.put(parameter.getKey(), value);
      }
    }
    return Optional.of(
        attributes.with("url", url.withScheme(url.transport()).withQuery(rest).toString()));
  }

  @Override
  public FetchAttributes check(FetchAttributes attributes) {
    Optional<Url> url = Url.parse(attributes.require("url"));
    if (url.isEmpty()) {
      throw new EvalException("'" + attributes.require("url") + "' is not a valid URL");
    }
    return attributes;
  }

  @Override
  public Url toUrl(FetchAttributes attributes) {
    Url url = Url.parse(attributes.require("url")).orElseThrow();
    Optional<String> hash = attributes.text("narHash");
    Url whole = hash.isPresent() ? url.withParameter("narHash", hash.get()) : url;
    return isArchive(url) == unpacks ? whole : whole.withScheme(type + "+" + url.scheme());
  }

  @Override
  public Fetched fetch(FetchAttributes attributes, Means means)
      throws IOException, InterruptedException {
    String url = attributes.require("url");
    if (url.startsWith("file:") && !url.startsWith("file:/")) {
      throw new EvalException(
          "tarball '"
              + url
              + "' must use an absolute path. The 'file' scheme does not support relative paths.");
    }
    Path folder = means.temporary();
    Path file = folder.resolve("download");
    try {
      means.downloads().download(url, file);
    } catch (FetchException e) {
      throw new FetchFailure(String.valueOf(e.getMessage()), e);
    }
    if (!unpacks) {
      return new Fetched(attributes, file, SourceFilter.ALL, true);
    }
    Archive archive = Archive.unpack(url, file, folder.resolve("tree"));
    java.nio.file.Files.delete(file);
    FetchAttributes known =
        attributes.has("lastModified")
            ? attributes
            : attributes.with("lastModified", archive.lastModified());
    return new Fetched(known, archive.root(), SourceFilter.ALL, true);
  }
}
