package firn.eval.fetch;

import firn.eval.error.EvalException;
import firn.eval.value.Bytes;
import firn.store.SourceFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code github:OWNER/REPO/REF-OR-REV} and its like: an archive that a forge makes of a commit. */
final class ForgeScheme implements Scheme {
  static final ForgeScheme GITHUB = new ForgeScheme(new Forge.GitHub());
  static final ForgeScheme GITLAB = new ForgeScheme(new Forge.GitLab());
  static final ForgeScheme SOURCEHUT = new ForgeScheme(new Forge.SourceHut());

  private static final String LATEST = "forge-ref";

  private final Forge forge;

  private ForgeScheme(Forge forge) {
    this.forge = forge;
  }

  @Override
  public String type() {
    return forge.type();
  }

  @Override
  public Set<String> attributes() {
    return Set.of("owner", "repo", "host", "treeHash");
  }

  @Override
  public Optional<FetchAttributes> fromUrl(Url url, boolean tree) {
    if (!url.scheme().equals(type())) {
      return Optional.empty();
    }
    List<String> parts = List.of(url.path().split("/", -1));
    FetchAttributes attributes = FetchAttributes.EMPTY;
    if (parts.size() < 2) {
      throw new EvalException("URL '" + url + "' is invalid");
    }
    if (parts.size() > 2) {
      String rest = String.join("/", parts.subList(2, parts.size()));
      if (parts.size() == 3 && Revisions.isRevision(rest)) {
        attributes = attributes.with("rev", rest);
      } else if (Revisions.isName(rest)) {
        attributes = attributes.with("ref", rest);
      } else {
        throw new EvalException(
            "in URL '" + url + "', '" + rest + "' is not a commit hash or branch/tag name");
      }
    }
    for (Map.Entry<String, String> parameter : url.query().entrySet()) {
      String name = parameter.getKey();
      if (name.equals("rev") && attributes.has("rev")) {
        throw new EvalException("URL '" + url + "' contains multiple commit hashes");
      }
      if (name.equals("ref") && attributes.has("ref")) {
        throw new EvalException("URL '" + url + "' contains multiple branch/tag names");
      }
      if (Set.of("rev", "ref", "host", "narHash").contains(name)) {
        attributes = attributes.with(name, parameter.getValue());
      }
    }
    return Optional.of(attributes.with("owner", parts.get(0)).with("repo", parts.get(1)));
  }

  @Override
  public FetchAttributes check(FetchAttributes attributes) {
    attributes.require("owner");
    attributes.require("repo");
    attributes.text("rev").ifPresent(Revisions::checkRevision);
    attributes.text("ref").ifPresent(Revisions::checkName);
    attributes
        .text("host")
        .ifPresent(host -> {
          if (!host.matches("[a-zA-Z0-9.:-]+")) {
            throw new EvalException("'" + host + "' is not a valid host name");
          }
        });
    if (attributes.has("rev") && attributes.has("ref")) {
      throw new EvalException(
          "URL '"
              + toUrl(attributes)
              + "' contains both a commit hash ("
              + attributes.require("rev")
              + ") and a branch/tag name ("
              + attributes.require("ref")
              + ")");
    }
    return attributes;
  }

  @Override
  public Url toUrl(FetchAttributes attributes) {
    String path =
        attributes.require("owner")
            + "/"
            + attributes.require("repo")
            + attributes.text("ref").or(() -> attributes.text("rev")).map(r -> "/" + r).orElse("");
    TreeMap<String, String> query = new TreeMap<>();
    for (String name : List.of("narHash", "host")) {
      attributes.text(name).ifPresent(value -> query.put(name, value));
    }
    return new Url(type(), null, path, query, "");
  }

  @Override
  public boolean isLocked(FetchAttributes attributes) {
    return attributes.has("rev");
  }

  @Override
  public Optional<String> fingerprint(FetchAttributes attributes) {
    return attributes.text("rev").map(rev -> type() + ":" + rev);
  }

  @Override
  public FetchAttributes overridden(
      FetchAttributes attributes, Optional<String> ref, Optional<String> rev) {
    FetchAttributes changed = attributes;
    if (rev.isPresent()) {
      changed = changed.without("ref").with("rev", rev.get());
    }
    return ref.isPresent() ? check(changed.with("ref", ref.get())) : changed;
  }

  @Override
  public Fetched fetch(FetchAttributes attributes, Means means)
      throws IOException, InterruptedException {
    String rev = attributes.text("rev").orElse("");
    if (rev.isEmpty()) {
      rev = latest(attributes, means);
    }
    FetchAttributes locked = attributes.without("ref").with("rev", rev);
    String url = forge.archive(locked);
    Path folder = means.temporary();
    Path file = folder.resolve("download");
    means.downloads().download(url, file);
    Archive archive = Archive.unpack(url, file, folder.resolve("tree"));
    Files.delete(file);
    return new Fetched(
        locked.with("lastModified", archive.lastModified()),
        archive.root(),
        SourceFilter.ALL,
        true);
  }

  private String latest(FetchAttributes attributes, Means means)
      throws IOException, InterruptedException {
    FetchAttributes key = attributes.without("narHash");
    Optional<FetchCache.Entry> known = means.cache().find(LATEST, key);
    if (known.isPresent() && known.get().isFresh()) {
      return known.get().value().require("rev");
    }
    String url = forge.commit(attributes);
    String answer =
        means
            .downloads()
            .small(url)
            .map(bytes ->
                Bytes.ofUnicode(new String(bytes, java.nio.charset.StandardCharsets.UTF_8)))
            .orElseThrow(() -> new FetchFailure("'" + url + "' does not exist", null));
    String rev = forge.revision(attributes, answer);
    means.cache().put(LATEST, key, FetchAttributes.EMPTY.with("rev", rev));
    return rev;
  }
}
