package firn.packages.archive;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A signed Debian archive and what of it was fetched already. Safe for use by several threads and
 * processes: files enter the cache complete and checked, by renaming.
 */
public final class DebianArchive {
  private static final List<String> ARCHITECTURES = List.of("amd64", "arm64");
  private final ArchiveSettings settings;
  private final Download download = new Download();
  private final Clock clock;
  private final Consumer<String> log;

  /**
   * An archive; nothing is read yet.
   *
   * @param log takes one line for each file fetched and each source left out
   */
  public DebianArchive(ArchiveSettings settings, Clock clock, Consumer<String> log) {
    this.settings = settings;
    this.clock = clock;
    this.log = log;
  }

  public ArchiveSettings settings() {
    return settings;
  }

  /**
   * The suites as they are now: every source's {@code InRelease}, fetched and its signature
   * checked.
   *
   * @throws ArchiveException if there is none, or one is unreachable, unsigned, expired or another
   *     suite's
   */
  public List<Suite> latest() throws ArchiveException, IOException, InterruptedException {
    List<Suite> suites = new ArrayList<>();
    for (AptSource source : settings.sources()) {
      try {
        Release release = release(source);
        if (settings.anyOrigin() || release.origin().equals("Debian")) {
          suites.add(suite(source, release));
        }
      } catch (ArchiveException e) {
        if (settings.anyOrigin() || source.isDebian()) {
          throw e;
        }
        log.accept("leaving out " + source.uri() + ": " + e.getMessage());
      }
    }
    if (suites.isEmpty()) {
      throw new ArchiveException(
          "no Debian archive is configured in %s".formatted(settings.etcApt()),
          "Name one with --mirror, or add it to apt's sources.");
    }
    return List.copyOf(suites);
  }

  /**
   * The suites as this user's cache knows them, for configurations without a lock; the first time,
   * the latest. They change with {@link #update}.
   */
  public List<Suite> pinned() throws ArchiveException, IOException, InterruptedException {
    Path file = stateFile();
    List<Suite> known = Lock.read(file).suites();
    return known.isEmpty() ? update() : known;
  }

  /** Makes the latest suites those that are used where no lock says otherwise. */
  public List<Suite> update() throws ArchiveException, IOException, InterruptedException {
    List<Suite> suites = latest();
    pin(suites);
    return suites;
  }

  /** Makes these suites what {@link #pinned} answers. */
  void pin(List<Suite> suites) throws IOException {
    new Lock(suites, Map.of()).write(stateFile());
  }

  private Path stateFile() {
    String sources =
        String.join(
            "\n",
            settings.sources().stream()
                .map(source -> source.uri() + " " + source.suite() + " " + source.components())
                .toList());
    String name = Download.sha256Hex(sources.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    return settings.cache().resolve("state").resolve(name + ".json");
  }

  private Release release(AptSource source)
      throws ArchiveException, IOException, InterruptedException {
    String what = source.uri() + " " + source.suite();
    Path file =
        settings
            .cache()
            .resolve("release")
            .resolve(Download.sha256Hex(what.getBytes(StandardCharsets.UTF_8)).substring(0, 32));
    URI uri = source.file("dists/" + source.suite() + "/InRelease");
    if (download.fresh(uri, file)) {
      log.accept("fetched " + uri);
    }
    String text;
    try {
      text = Signature.verified(file, KeyRing.of(source, settings.etcApt()), what);
    } catch (ArchiveException e) {
      // Not to be met again as “unchanged”.
      Files.deleteIfExists(file);
      throw e;
    }
    Release release = Release.parse(text);
    if (!source.suite().equals(release.suite()) && !source.suite().equals(release.codename())) {
      throw new ArchiveException(
          "the index %s is that of %s, not the suite asked for".formatted(what, release.codename()),
          "Do not trust this mirror.");
    }
    Instant until = release.validUntil();
    if (source.checkValidUntil() && until != null && until.isBefore(clock.instant())) {
      throw new ArchiveException(
          "the index %s expired at %s".formatted(what, until),
          "The mirror is out of date: use another one, or check this machine's clock.");
    }
    return release;
  }

  private Suite suite(AptSource source, Release release) throws ArchiveException {
    Map<String, Suite.Index> indexes = new HashMap<>();
    for (String component : source.components()) {
      for (String architecture : ARCHITECTURES) {
        String name = component + "/binary-" + architecture;
        Release.Checksum checksum = release.checksums().get(name + "/Packages.xz");
        if (checksum == null) {
          checksum = release.checksums().get(name + "/Packages.gz");
        }
        if (checksum != null) {
          indexes.put(name, new Suite.Index(checksum.sha256(), checksum.size()));
        }
      }
    }
    if (indexes.isEmpty()) {
      throw new ArchiveException(
          "the suite %s of %s has no index of its components"
              .formatted(source.suite(), source.uri()),
          "Check the components in apt's sources.");
    }
    Instant date = release.date();
    return new Suite(
        ArchiveSettings.mirrorName(source),
        source.suite(),
        date == null ? "" : date.toString(),
        Download.sha256Hex(release.fields().get("SHA256").getBytes(StandardCharsets.UTF_8)),
        release.priority(),
        indexes);
  }

  /**
   * The indexes of a suite for one architecture, from the cache or by hash from the mirror.
   *
   * @throws ArchiveException if the mirror no longer has what is pinned, or has something else
   */
  List<PackageIndex> indexes(Suite suite, String architecture)
      throws ArchiveException, IOException, InterruptedException {
    List<PackageIndex> indexes = new ArrayList<>();
    for (String name : suite.indexes().keySet().stream().sorted().toList()) {
      Suite.Index index = suite.indexes().get(name);
      if (index != null && name.endsWith("/binary-" + architecture)) {
        Path file = settings.cache().resolve("index").resolve(index.sha256() + ".index");
        if (!Files.isRegularFile(file)) {
          fetch(suite, name, index, file);
        }
        indexes.add(PackageIndex.open(file, suite));
      }
    }
    return indexes;
  }

  private void fetch(Suite suite, String name, Suite.Index index, Path target)
      throws ArchiveException, IOException, InterruptedException {
    Path compressed = target.resolveSibling(index.sha256() + ".packages");
    String folder = "dists/" + suite.name() + "/" + name + "/";
    List<URI> places = new ArrayList<>();
    for (String path : List.of("by-hash/SHA256/" + index.sha256(), "Packages.xz", "Packages.gz")) {
      for (URI mirror : settings.mirrors(suite.mirror())) {
        places.add(URI.create(mirror + "/" + folder + path));
      }
    }
    String what =
        "the index %s %s of %s".formatted(suite.name(), name, suite.date().split("T", 2)[0]);
    fetchOne(places, compressed, what, index.sha256(), index.size());
    byte[] magic = new byte[2];
    try (var in = Files.newInputStream(compressed)) {
      in.readNBytes(magic, 0, 2);
    }
    IndexFile.write(compressed, magic[0] == 0x1f && (magic[1] & 0xff) == 0x8b, target);
    Files.deleteIfExists(compressed);
  }

  /**
   * Fetches a {@code .deb} into the cache.
   *
   * @throws ArchiveException if no mirror has it with the locked hash
   */
  public Path deb(LockedPackage locked) throws ArchiveException, IOException, InterruptedException {
    Path target = settings.cache().resolve("deb").resolve(locked.sha256() + ".deb");
    List<URI> places = new ArrayList<>();
    for (URI mirror : settings.mirrors(locked.mirror())) {
      places.add(URI.create(mirror + "/" + locked.path()));
    }
    fetchOne(places, target, locked.path(), locked.sha256(), locked.size());
    return target;
  }

  private void fetchOne(List<URI> places, Path target, String what, String sha256, long size)
      throws ArchiveException, IOException, InterruptedException {
    ArchiveException problem = null;
    for (URI place : places) {
      try {
        boolean known = Files.isRegularFile(target);
        if (download.checked(place, target, sha256, size)) {
          if (!known) {
            log.accept("fetched " + place);
          }
          return;
        }
      } catch (ArchiveException e) {
        problem = e;
      }
    }
    throw problem != null
        ? problem
        : new ArchiveException(
            "%s is not on the mirror%s"
                .formatted(what, places.isEmpty() ? ", for none is known" : ""),
            "If the archive has moved on since firn.lock was made, run: firn pkgs update");
  }
}
