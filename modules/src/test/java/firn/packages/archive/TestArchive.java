package firn.packages.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The small signed archive of {@code testdata/packages}, copied so that tests may damage it. */
public final class TestArchive {
  private final Path folder;
  private final List<String> log = new ArrayList<>();

  private TestArchive(Path folder) {
    this.folder = folder;
  }

  /** A copy below {@code temporary}. */
  public static TestArchive in(Path temporary) throws IOException {
    Path source = home().resolve("testdata/packages/archive");
    Path target = temporary.resolve("archive");
    try (Stream<Path> files = Files.walk(source)) {
      files.forEach(file -> {
        try {
          Path copy = target.resolve(source.relativize(file).toString());
          if (Files.isDirectory(file)) {
            Files.createDirectories(copy);
          } else {
            Files.copy(file, copy);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
    return new TestArchive(temporary);
  }

  private static Path home() {
    return Path.of(System.getProperty("firn.home", ".."));
  }

  Path file(String path) {
    return folder.resolve("archive").resolve(path);
  }

  List<String> log() {
    return log;
  }

  /** A source of one suite. */
  AptSource source(String suite) {
    return new AptSource(
        URI.create("file://" + folder.resolve("archive")),
        suite,
        List.of("main"),
        List.of(home().resolve("testdata/packages/key.gpg").toAbsolutePath().toString()),
        true);
  }

  /** The archive with these suites and a cache of that name, at a fixed time. */
  public DebianArchive open(String cache, String... suites) {
    return open(cache, Stream.of(suites).map(this::source).toList());
  }

  DebianArchive open(String cache, List<AptSource> sources) {
    return new DebianArchive(
        new ArchiveSettings(sources, folder.resolve("etc"), folder.resolve(cache), false),
        Clock.fixed(Instant.parse("2025-05-01T00:00:00Z"), ZoneOffset.UTC),
        log::add);
  }

  /** A set without a lock. */
  PackageSet set(String... suites) {
    return new PackageSet(open("cache", suites), Lock.empty(), "amd64");
  }
}
