package firn.image.registry;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an image lies: {@code [REGISTRY/]REPOSITORY[:TAG][@DIGEST]}, as the Docker and OCI
 * reference grammar has it. Without a registry it is Docker Hub's, and without a tag or digest
 * {@code latest}.
 *
 * @param registry host, with a port where one was given
 */
public record ImageName(
    String registry, String repository, @Nullable String tag, @Nullable String digest) {
  private static final String HUB = "docker.io";
  private static final Pattern COMPONENT = Pattern.compile("[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+(?::[0-9]{1,5})?");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  /**
   * Reads one.
   *
   * @throws RegistryException if no registry accepts it
   */
  public static ImageName parse(String text) throws RegistryException {
    String rest = text;
    String digest = null;
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = rest.substring(at + 1);
      rest = rest.substring(0, at);
      if (!DIGEST.matcher(digest).matches()) {
        throw invalid(text, "'" + digest + "' is no digest", "sha256: and 64 hexadecimal digits");
      }
    }
    String tag = null;
    int colon = rest.lastIndexOf(':');
    if (colon > rest.lastIndexOf('/')) {
      tag = rest.substring(colon + 1);
      rest = rest.substring(0, colon);
      if (!TAG.matcher(tag).matches()) {
        throw invalid(
            text,
            "'" + tag + "' is no tag",
            "a tag is up to 128 letters, digits, '_', '.' and '-', and starts with neither '.' nor '-'");
      }
    }
    String registry = HUB;
    int slash = rest.indexOf('/');
    String first = slash < 0 ? "" : rest.substring(0, slash);
    if (first.contains(".") || first.contains(":") || first.equals("localhost")) {
      registry = first;
      rest = rest.substring(slash + 1);
      if (!HOST.matcher(registry).matches() || port(registry) > 65535) {
        throw invalid(text, "'" + registry + "' is no host", "as in registry.example.org:5000/app");
      }
    } else if (slash < 0) {
      rest = "library/" + rest;
    }
    for (String part : rest.split("/", -1)) {
      if (!COMPONENT.matcher(part).matches()) {
        throw invalid(
            text,
            "'" + part + "' is no part of a name",
            "lower case letters and digits, with single '.', '_' or '-' between them");
      }
    }
    if (tag == null && digest == null) {
      tag = "latest";
    }
    return new ImageName(registry, rest, tag, digest);
  }

  private static int port(String host) {
    int colon = host.indexOf(':');
    return colon < 0 ? 0 : Integer.parseInt(host.substring(colon + 1));
  }

  private static RegistryException invalid(String text, String what, String rule) {
    return new RegistryException("no registry accepts the name '" + text + "': " + what, rule);
  }

  /** The digest where there is one, else the tag. */
  public String version() {
    return digest != null ? digest : String.valueOf(tag);
  }

  /** The host that is asked: Docker Hub's has another name than its images. */
  String host() {
    return registry.equals(HUB) ? "registry-1.docker.io" : registry;
  }

  /** Whether the registry is on this machine, where nobody listens in. */
  boolean isLoopback() {
    String plain = registry.replaceFirst(":[0-9]+$", "");
    return plain.equals("localhost") || plain.startsWith("127.");
  }

  /** The same place for another version. */
  public ImageName withDigest(String other) {
    return new ImageName(registry, repository, null, other);
  }

  @Override
  public String toString() {
    return registry
        + "/"
        + repository
        + (tag == null ? "" : ":" + tag)
        + (digest == null ? "" : "@" + digest);
  }
}
