package firn.eval.fetch;

import firn.eval.error.EvalException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@code flake:NAME/REF/REV}: what a registry says under a name. */
final class IndirectScheme implements Scheme {
  private static final Pattern ID = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]*");

  @Override
  public String type() {
    return "indirect";
  }

  @Override
  public Set<String> attributes() {
    return Set.of("id");
  }

  @Override
  public Optional<FetchAttributes> fromUrl(Url url, boolean tree) {
    if (!url.scheme().equals("flake")) {
      return Optional.empty();
    }
    List<String> parts = List.of(url.path().split("/", -1));
    FetchAttributes attributes = FetchAttributes.EMPTY.with("id", parts.getFirst());
    switch (parts.size()) {
      case 1 -> {}
      case 2 -> {
        if (Revisions.isRevision(parts.get(1))) {
          attributes = attributes.with("rev", parts.get(1));
        } else if (Revisions.isName(parts.get(1))) {
          attributes = attributes.with("ref", parts.get(1));
        } else {
          throw new EvalException(
              "in flake URL '"
                  + url
                  + "', '"
                  + parts.get(1)
                  + "' is not a commit hash or branch/tag name");
        }
      }
      case 3 -> {
        if (!Revisions.isName(parts.get(1))) {
          throw new EvalException(
              "in flake URL '" + url + "', '" + parts.get(1) + "' is not a branch/tag name");
        }
        if (!Revisions.isRevision(parts.get(2))) {
          throw new EvalException(
              "in flake URL '" + url + "', '" + parts.get(2) + "' is not a commit hash");
        }
        attributes = attributes.with("ref", parts.get(1)).with("rev", parts.get(2));
      }
      default -> throw new EvalException("GitHub URL '" + url + "' is invalid");
    }
    return Optional.of(attributes);
  }

  @Override
  public FetchAttributes check(FetchAttributes attributes) {
    String id = attributes.require("id");
    if (!ID.matcher(id).matches()) {
      throw new EvalException("'" + id + "' is not a valid flake ID");
    }
    return attributes;
  }

  @Override
  public Url toUrl(FetchAttributes attributes) {
    String path =
        attributes.require("id")
            + attributes.text("ref").map(ref -> "/" + ref).orElse("")
            + attributes.text("rev").map(rev -> "/" + rev).orElse("");
    TreeMap<String, String> query = new TreeMap<>();
    attributes.text("narHash").ifPresent(hash -> query.put("narHash", hash));
    return new Url("flake", null, path, query, "");
  }

  @Override
  public boolean isLocked(FetchAttributes attributes) {
    return false;
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
  public Fetched fetch(FetchAttributes attributes, Means means) {
    throw new EvalException(
        "indirect input '" + toUrl(attributes) + "' cannot be fetched directly");
  }
}
