package firn.packages.archive;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where packages come from.
 *
 * @param sources the suites to use, in no order
 * @param etcApt apt's configuration folder, for its trusted keys
 * @param cache a folder of our own, made when needed
 * @param anyOrigin whether archives whose signed release does not say {@code Origin: Debian} are
 *     used: so for sources the user configured for Firn, not so for what apt happens to have
 */
public record ArchiveSettings(List<AptSource> sources, Path etcApt, Path cache, boolean anyOrigin) {
  public ArchiveSettings {
    sources = List.copyOf(sources);
  }

  /** The archive this machine's apt trusts; see {@link #of}. */
  public static ArchiveSettings ofMachine(@Nullable URI mirror) throws IOException {
    return of(Path.of("/etc/apt"), mirror);
  }

  /**
   * The archive that a configuration of apt trusts.
   *
   * @param etcApt apt's folder
   * @param mirror takes the place of the archive's address; the security suites are then looked for
   *     beside it, at the same address with {@code -security} added
   * @throws IOException if apt's configuration cannot be read
   */
  public static ArchiveSettings of(Path etcApt, @Nullable URI mirror) throws IOException {
    List<AptSource> sources = new ArrayList<>();
    for (AptSource source : AptSources.read(etcApt, machineArchitecture())) {
      if (source.components().contains("main") && mirror == null) {
        sources.add(source);
      } else if (mirror != null && source.isDebian()) {
        sources.add(moved(source, mirror));
      }
    }
    return new ArchiveSettings(sources, etcApt, defaultCache(), mirror != null);
  }

  private static AptSource moved(AptSource source, URI mirror) {
    String address = mirror.toString();
    String base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    boolean security = mirrorName(source).equals("debian-security");
    return new AptSource(
        URI.create(security ? base + "-security" : base),
        source.suite(),
        source.components(),
        source.signedBy(),
        source.checkValidUntil());
  }

  /** Debian's name of this machine's architecture. */
  public static String machineArchitecture() {
    return switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
      case "aarch64", "arm64" -> "arm64";
      default -> "amd64";
    };
  }

  /** {@code $XDG_CACHE_HOME/firn/debian}; the property {@code firn.cache} names another folder. */
  public static Path defaultCache() {
    String chosen = System.getProperty("firn.cache", "");
    if (!chosen.isEmpty()) {
      return Path.of(chosen).resolve("debian");
    }
    String configured = System.getenv("XDG_CACHE_HOME");
    Path base =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home", "/root"), ".cache")
            : Path.of(configured);
    return base.resolve("firn").resolve("debian");
  }

  /** The name under which a lock speaks of a source's archive: it holds no host name. */
  static String mirrorName(AptSource source) {
    return source.suite().endsWith("-security") ? "debian-security" : "debian";
  }

  /** The addresses a mirror's name stands for, to be tried in order. */
  public List<URI> mirrors(String name) {
    return sources.stream()
        .filter(source -> mirrorName(source).equals(name))
        .map(AptSource::uri)
        .distinct()
        .toList();
  }
}
