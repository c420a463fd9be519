package firn.eval.fetch;

import firn.eval.error.EvalException;
import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.MalformedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that can be fetched: attributes, of which {@code type} says how (Nix manual, {@code
 * fetchTree}).
 */
public final class Input {
  private static final List<Scheme> SCHEMES =
      List.of(
          new PathScheme(),
          new GitScheme(),
          new MercurialScheme(),
          ForgeScheme.GITHUB,
          ForgeScheme.GITLAB,
          ForgeScheme.SOURCEHUT,
          UrlScheme.TARBALL,
          UrlScheme.FILE,
          new IndirectScheme());
  private static final Set<String> COMMON =
      Set.of("type", "narHash", "lastModified", "rev", "ref", "revCount", "__final");

  private final Scheme scheme;
  private final FetchAttributes attributes;

  private Input(Scheme scheme, FetchAttributes attributes) {
    this.scheme = scheme;
    this.attributes = attributes;
  }

  /**
   * Reads attributes.
   *
   * @throws EvalException if no kind of input has them
   */
  public static Input of(FetchAttributes attributes) {
    String type = attributes.require("type");
    Scheme scheme =
        SCHEMES.stream()
            .filter(s -> s.type().equals(type))
            .findFirst()
            .orElseThrow(() ->
                new EvalException(
                    "input '" + attributes + "' is unsupported: there is no type '" + type + "'"));
    for (String name : attributes.values().keySet()) {
      if (!COMMON.contains(name) && !scheme.attributes().contains(name)) {
        throw new EvalException(
            "input attribute '" + name + "' not supported by scheme '" + type + "'");
      }
    }
    return new Input(scheme, scheme.check(attributes)).checked();
  }

  /**
   * Reads a URL.
   *
   * @param tree whether a folder is wanted, so that a URL of a file is not one of an input
   * @throws EvalException if it is no input's
   */
  public static Input ofUrl(Url url, boolean tree) {
    for (Scheme scheme : SCHEMES) {
      Optional<FetchAttributes> read = scheme.fromUrl(url, tree);
      if (read.isPresent()) {
        return new Input(scheme, scheme.check(read.get().with("type", scheme.type()))).checked();
      }
    }
    throw new EvalException("input '" + url + "' is unsupported");
  }

  /** As {@link #ofUrl(Url, boolean)}, from text. */
  public static Input ofUrl(String url) {
    return ofUrl(
        Url.parse(url).orElseThrow(() -> new EvalException("'" + url + "' is not a valid URL")),
        true);
  }

  private Input checked() {
    narHash();
    return this;
  }

  public String type() {
    return scheme.type();
  }

  public FetchAttributes attributes() {
    return attributes;
  }

  /** With other attributes of the same type, taken as they are. */
  Input withAttributes(FetchAttributes changed) {
    return new Input(scheme, changed);
  }

  Scheme scheme() {
    return scheme;
  }

  /** Whether it says where to find it; an indirect one must be looked up in a registry. */
  public boolean isDirect() {
    return !(scheme instanceof IndirectScheme);
  }

  /** Whether the attributes alone say which contents are meant. */
  public boolean isLocked() {
    return scheme.isLocked(attributes);
  }

  /** Whether it is a path relative to what names it. */
  public boolean isRelative() {
    return scheme instanceof PathScheme && !attributes.require("path").startsWith("/");
  }

  /** The hash of the archive of the contents. */
  public Optional<Hash> narHash() {
    return attributes
        .text("narHash")
        .map(text -> {
          try {
            return text.isEmpty()
                ? Hash.of(HashAlgorithm.SHA256, new byte[32])
                : Hash.parse(text, HashAlgorithm.SHA256);
          } catch (MalformedException e) {
            throw new EvalException(String.valueOf(e.getMessage()), e);
          }
        });
  }

  public Optional<String> rev() {
    return attributes.text("rev");
  }

  public Optional<String> ref() {
    return attributes.text("ref");
  }

  public Optional<Long> lastModified() {
    return attributes.number("lastModified");
  }

  public Optional<Long> revCount() {
    return attributes.number("revCount");
  }

  /** With a branch or tag, and a revision, put where the type has them. */
  public Input overridden(Optional<String> ref, Optional<String> rev) {
    return ref.isEmpty() && rev.isEmpty()
        ? this
        : new Input(scheme, scheme.overridden(attributes, ref, rev));
  }

  public Url toUrl() {
    return scheme.toUrl(attributes);
  }

  /** Whether two contain the same, the second perhaps saying more. */
  boolean agrees(String name, FetchAttributes other) {
    Map<String, Object> mine = attributes.values();
    return !mine.containsKey(name) || mine.get(name).equals(other.values().get(name));
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof Input i && i.attributes.equals(attributes);
  }

  @Override
  public int hashCode() {
    return attributes.hashCode();
  }

  /** The URL. */
  @Override
  public String toString() {
    return toUrl().toString();
  }
}
