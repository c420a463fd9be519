package firn.eval.fetch;

import firn.eval.error.EvalException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@code hg+https:…}, {@code hg+ssh:…}, {@code hg+file:…} (Nix manual, flake references). */
final class MercurialScheme implements Scheme {
  private static final Set<String> TRANSPORTS = Set.of("http", "https", "ssh", "file");

  /** Branches, tags and bookmarks; what could be taken for an option or an expression is none. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9@][a-zA-Z0-9_.\\/@+-]*");

  @Override
  public String type() {
    return "hg";
  }

  @Override
  public Set<String> attributes() {
    return Set.of("url", "name");
  }

  @Override
  public Optional<FetchAttributes> fromUrl(Url url, boolean tree) {
    if (!url.application().equals("hg") || !TRANSPORTS.contains(url.transport())) {
      return Optional.empty();
    }
    FetchAttributes attributes = FetchAttributes.EMPTY;
    SortedMap<String, String> rest = new TreeMap<>();
    for (Map.Entry<String, String> parameter : url.query().entrySet()) {
      if (Set.of("rev", "ref", "narHash").contains(parameter.getKey())) {
        attributes = attributes.with(parameter.getKey(), parameter.getValue());
      } else {
        rest.put(parameter.getKey(), parameter.getValue());
      }
    }
    return Optional.of(
        attributes.with("url", url.withScheme(url.transport()).withQuery(rest).toString()));
  }

  @Override
  public FetchAttributes check(FetchAttributes attributes) {
    attributes.text("rev").ifPresent(Revisions::checkRevision);
    String ref = attributes.text("ref").orElse("default");
    if (!NAME.matcher(ref).matches()) {
      throw new EvalException("invalid Mercurial branch/tag name '" + ref + "'");
    }
    String url = attributes.require("url");
    Optional<Url> parsed = Url.parse(url);
    if (parsed.isEmpty() || !TRANSPORTS.contains(parsed.get().scheme())) {
      throw new EvalException("'" + url + "' is not the URL of a Mercurial repository");
    }
    return attributes;
  }

  @Override
  public Url toUrl(FetchAttributes attributes) {
    Url url = Url.parse(attributes.require("url")).orElseThrow();
    url = url.withScheme("hg+" + url.scheme());
    for (String name : new String[] {"rev", "ref"}) {
      Optional<String> value = attributes.text(name);
      if (value.isPresent()) {
        url = url.withParameter(name, value.get());
      }
    }
    return url;
  }

  @Override
  public boolean isLocked(FetchAttributes attributes) {
    return attributes.has("rev");
  }

  @Override
  public Optional<String> fingerprint(FetchAttributes attributes) {
    return attributes.text("rev").map(rev -> "hg:" + rev);
  }

  @Override
  public FetchAttributes overridden(
      FetchAttributes attributes, Optional<String> ref, Optional<String> rev) {
    FetchAttributes changed = attributes;
    if (rev.isPresent()) {
      changed = changed.with("rev", rev.get());
    }
    return ref.isPresent() ? changed.with("ref", ref.get()) : changed;
  }

  @Override
  public Fetched fetch(FetchAttributes attributes, Means means)
      throws IOException, InterruptedException {
    return new MercurialFetch(attributes, means).fetch();
  }
}
