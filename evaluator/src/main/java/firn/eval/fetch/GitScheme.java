package firn.eval.fetch;

import firn.eval.error.EvalException;
import firn.eval.fetch.git.GitRepository;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code git+https:…}, {@code git+ssh:…}, {@code git+file:…}, {@code git:…}. */
final class GitScheme implements Scheme {
  /** How Git is reached: what may follow {@code git+}, or stand in {@code url}. */
  private static final Set<String> TRANSPORTS = Set.of("git", "http", "https", "ssh", "file");

  private static final Set<String> FLAGS =
      Set.of("shallow", "submodules", "lfs", "exportIgnore", "allRefs", "verifyCommit");

  @Override
  public String type() {
    return "git";
  }

  @Override
  public Set<String> attributes() {
    return Set.of(
        "url",
        "name",
        "shallow",
        "submodules",
        "lfs",
        "exportIgnore",
        "allRefs",
        "verifyCommit",
        "keytype",
        "publicKey",
        "publicKeys",
        "dirtyRev",
        "dirtyShortRev");
  }

  @Override
  public Optional<FetchAttributes> fromUrl(Url url, boolean tree) {
    boolean mine =
        url.scheme().equals("git")
            || url.application().equals("git") && TRANSPORTS.contains(url.transport());
    if (!mine) {
      return Optional.empty();
    }
    FetchAttributes attributes = FetchAttributes.EMPTY;
    SortedMap<String, String> rest = new TreeMap<>();
    for (Map.Entry<String, String> parameter : url.query().entrySet()) {
      String name = parameter.getKey();
      String value = parameter.getValue();
      if (FLAGS.contains(name)) {
        attributes = attributes.with(name, value.equals("1"));
      } else if (Set.of("rev", "ref", "keytype", "publicKey", "publicKeys", "narHash")
          .contains(name)) {
        attributes = attributes.with(name, value);
      } else {
        rest.put(name, value);
      }
    }
    return Optional.of(
        attributes.with("url", url.withScheme(url.transport()).withQuery(rest).toString()));
  }

  @Override
  public FetchAttributes check(FetchAttributes attributes) {
    attributes.text("rev").ifPresent(Revisions::checkRevision);
    attributes.text("ref").ifPresent(Revisions::checkName);
    String url = usual(attributes.require("url"));
    if (Url.parse(url).isEmpty()) {
      throw new EvalException("'" + url + "' is not a valid URL");
    }
    return attributes.with("url", url);
  }

  /** A URL of Git's as a URL of everybody's: {@code user@host:path} and plain paths. */
  private static String usual(String url) {
    if (url.startsWith("file:") || url.contains("://")) {
      return url;
    }
    int colon = url.indexOf(':');
    if (colon > 0 && !url.startsWith("/") && url.indexOf('@') >= 0 && url.indexOf('@') < colon) {
      return "ssh://" + url.substring(0, colon) + "/" + url.substring(colon + 1);
    }
    return new Url("file", "", url, new TreeMap<>(), "").toString();
  }

  @Override
  public Url toUrl(FetchAttributes attributes) {
    Url url = Url.parse(attributes.require("url")).orElseThrow();
    url = url.scheme().equals("git") ? url : url.withScheme("git+" + url.scheme());
    for (String name : new String[] {"rev", "ref", "keytype", "publicKey", "publicKeys"}) {
      Optional<String> value = attributes.text(name);
      if (value.isPresent()) {
        url = url.withParameter(name, value.get());
      }
    }
    for (String name : new String[] {"shallow", "submodules", "lfs", "exportIgnore"}) {
      if (attributes.flag(name)) {
        url = url.withParameter(name, "1");
      }
    }
    return url;
  }

  @Override
  public boolean isLocked(FetchAttributes attributes) {
    return attributes.text("rev").filter(rev -> !rev.matches("0{40}")).isPresent();
  }

  @Override
  public Optional<String> fingerprint(FetchAttributes attributes) {
    return attributes
        .text("rev")
        .map(rev ->
            "git:"
                + rev
                + (attributes.flag("submodules") ? ";s" : "")
                + (attributes.flag("exportIgnore") ? ";e" : "")
                + (attributes.flag("shallow") ? ";shallow" : ""));
  }

  @Override
  public FetchAttributes overridden(
      FetchAttributes attributes, Optional<String> ref, Optional<String> rev) {
    FetchAttributes changed = attributes;
    if (rev.isPresent()) {
      changed = changed.with("rev", rev.get());
    }
    if (ref.isPresent()) {
      changed = changed.with("ref", ref.get());
    }
    if (!changed.has("ref") && changed.has("rev")) {
      throw new EvalException(
          "Git input '" + toUrl(changed) + "' has a commit hash but no branch/tag name");
    }
    return changed;
  }

  @Override
  public Fetched fetch(FetchAttributes attributes, Means means)
      throws IOException, InterruptedException {
    for (String name : new String[] {"lfs", "verifyCommit"}) {
      if (attributes.flag(name)) {
        throw new EvalException("Firn does not know the attribute '" + name + "' of Git inputs");
      }
    }
    GitFetch fetch = new GitFetch(attributes, means);
    boolean asItLies =
        !attributes.has("ref")
            && !attributes.has("rev")
            && fetch.local().filter(GitRepository::isCheckout).isPresent();
    return asItLies ? fetch.workTree() : fetch.commit();
  }
}
