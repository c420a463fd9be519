package firn.packages.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AptSourcesTest {
  @Test
  void readsTheOneLineFormat() {
    assertThat(
            AptSources.parseList(
                """
                # comment
                deb http://example.org/debian/ bookworm main contrib  # trailing
                deb-src http://example.org/debian bookworm main
                deb [arch=arm64] http://example.org/debian bookworm main
                deb [arch=amd64,arm64 signed-by=/k/a.gpg,/k/b.gpg check-valid-until=no] https://example.org/x sid main
                deb cdrom:[Debian]/ bookworm main
                deb http://example.org/flat ./
                """,
                "amd64",
                true))
        .containsExactly(
            new AptSource(
                URI.create("http://example.org/debian"),
                "bookworm",
                List.of("main", "contrib"),
                List.of(),
                true),
            new AptSource(
                URI.create("https://example.org/x"),
                "sid",
                List.of("main"),
                List.of("/k/a.gpg", "/k/b.gpg"),
                false));
  }

  @Test
  void readsParagraphs() {
    List<AptSource> sources =
        AptSources.parseSources(
            """
            Types: deb deb-src
            URIs: http://example.org/debian http://example.net/debian
            Suites: bookworm bookworm-updates
            Components: main
            # a comment inside
            Signed-By: /usr/share/keyrings/debian.gpg

            Types: deb
            URIs: http://example.org/off
            Suites: x
            Components: main
            Enabled: no

            Types: deb
            URIs: http://example.org/other
            Suites: x
            Components: main
            Architectures: i386

            Types: deb
            URIs: http://example.org/inline
            Suites: x
            Components: main
            Signed-By:
             -----BEGIN PGP PUBLIC KEY BLOCK-----
             .
             aGVsbG8=
             -----END PGP PUBLIC KEY BLOCK-----
            """,
            "amd64",
            true);
    assertThat(sources).hasSize(5);
    assertThat(sources.get(1).suite()).isEqualTo("bookworm-updates");
    assertThat(sources.get(2).uri()).isEqualTo(URI.create("http://example.net/debian"));
    assertThat(sources.get(4).signedBy().getFirst())
        .contains("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\naGVsbG8=\n");
  }

  @Test
  void readsTheFoldersOfApt(@TempDir Path etc) throws IOException {
    Files.writeString(etc.resolve("sources.list"), "deb http://a.example/debian s main\n");
    Files.createDirectories(etc.resolve("sources.list.d"));
    Files.writeString(
        etc.resolve("sources.list.d/b.sources"),
        "Types: deb\nURIs: http://b.example/debian\nSuites: s\nComponents: main\n");
    Files.writeString(etc.resolve("sources.list.d/c.list.save"), "deb http://c.example s main\n");
    Files.createDirectories(etc.resolve("apt.conf.d"));
    Files.writeString(etc.resolve("apt.conf.d/99"), "Acquire::Check-Valid-Until \"false\";\n");
    List<AptSource> sources = AptSources.read(etc, "amd64");
    assertThat(sources)
        .extracting(source -> source.uri().getHost())
        .containsExactly("a.example", "b.example");
    assertThat(sources).noneMatch(AptSource::checkValidUntil);
  }

  @Test
  void aMachineWithoutAptHasNone(@TempDir Path etc) throws IOException {
    assertThat(AptSources.read(etc.resolve("nowhere"), "amd64")).isEmpty();
  }
}
