package firn.packages.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is believed of an archive, and what is not. */
final class DebianArchiveTest {
  @TempDir Path temporary;
  private TestArchive files;

  @BeforeEach
  void copy() throws IOException {
    files = TestArchive.in(temporary);
  }

  @Test
  void readsSignedSuites() throws Exception {
    List<Suite> suites =
        files.open("cache", "stable", "stable-security", "stable-backports").latest();
    assertThat(suites)
        .extracting(Suite::name, Suite::mirror, Suite::priority, Suite::date)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("stable", "debian", 500, "2025-04-05T10:00:00Z"),
            org.assertj.core.groups.Tuple.tuple(
                "stable-security", "debian-security", 500, "2025-04-06T10:00:00Z"),
            org.assertj.core.groups.Tuple.tuple(
                "stable-backports", "debian", 100, "2025-04-06T10:00:00Z"));
    assertThat(suites.getFirst().indexes())
        .containsOnlyKeys("main/binary-amd64", "main/binary-arm64");
  }

  @Test
  void refusesASignedTextThatWasChanged() throws Exception {
    replace("dists/stable/InRelease", "Suite: stable", "Suite: stible");
    refused("has a bad signature", "stable");
  }

  @Test
  void refusesATextWithoutSignature() throws Exception {
    Files.writeString(files.file("dists/stable/InRelease"), "Origin: Debian\nSuite: stable\n");
    refused("is not signed", "stable");
  }

  @Test
  void readsNothingOutsideOfTheSignature() throws Exception {
    Path file = files.file("dists/stable/InRelease");
    Files.writeString(file, "Suite: evil\n\n" + Files.readString(file) + "\nSuite: evil\n");
    try {
      assertThat(files.open("cache", "stable").latest().getFirst().name()).isEqualTo("stable");
    } catch (ArchiveException e) {
      assertThat(e).hasMessageContaining("the index");
    }
  }

  @Test
  void refusesAnotherKey() throws Exception {
    Path ring = temporary.resolve("other.gpg");
    byte[] key = Files.readAllBytes(Path.of(files.source("stable").signedBy().getFirst()));
    key[20] ^= 1;
    Files.write(ring, key);
    AptSource source = files.source("stable");
    DebianArchive archive =
        files.open(
            "cache",
            List.of(
                new AptSource(
                    source.uri(),
                    source.suite(),
                    source.components(),
                    List.of(ring.toString()),
                    true)));
    // An archive that is not Debian's by its address is only left out; then there is none.
    assertThatThrownBy(archive::latest)
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("no Debian archive is configured");
    assertThat(files.log()).anyMatch(line -> line.contains("leaving out"));
  }

  @Test
  void namesAMissingKeyRing() {
    AptSource source = files.source("stable");
    DebianArchive archive =
        anyOrigin(
            new AptSource(
                source.uri(), "stable", source.components(), List.of("/nowhere/k.gpg"), true));
    assertThatThrownBy(archive::latest)
        .hasMessageContaining("/nowhere/k.gpg")
        .hasMessageContaining("is not there");
  }

  @Test
  void refusesAnExpiredIndex() {
    refused("expired at 2025-04-12T10:00:00Z", "expired");
  }

  @Test
  void usesAnExpiredIndexWhereAptIsToldTo() throws Exception {
    AptSource source = files.source("expired");
    AptSource unchecked =
        new AptSource(source.uri(), source.suite(), source.components(), source.signedBy(), false);
    assertThat(anyOrigin(unchecked).latest()).hasSize(1);
  }

  @Test
  void refusesTheIndexOfAnotherSuite() throws Exception {
    Files.copy(
        files.file("dists/stable-security/InRelease"),
        files.file("dists/stable/InRelease"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    refused("is that of stable-security", "stable");
  }

  @Test
  void refusesATruncatedIndex() throws Exception {
    Path index = files.file("dists/stable/main/binary-amd64/Packages.xz");
    byte[] bytes = Files.readAllBytes(index);
    Files.write(index, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> files.set("stable").get("web"))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("does not match the signed index");
  }

  @Test
  void refusesAnIndexWithOtherContent() throws Exception {
    Path index = files.file("dists/stable/main/binary-amd64/Packages.xz");
    byte[] bytes = Files.readAllBytes(index);
    bytes[bytes.length / 2] ^= 1;
    Files.write(index, bytes);
    assertThatThrownBy(() -> files.set("stable").get("web"))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("does not match the signed index");
  }

  @Test
  void refusesAPathOutOfTheArchive() {
    assertThatThrownBy(() -> files.set("malformed").get("web"))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("malformed paragraph");
  }

  @Test
  void readsAnIndexOnce() throws Exception {
    files.set("stable").get("web");
    assertThat(files.log()).hasSize(2);
    Files.delete(files.file("dists/stable/InRelease"));
    Files.delete(files.file("dists/stable/main/binary-amd64/Packages.xz"));
    assertThat(files.set("stable").get("web").version()).isEqualTo("1.0-1");
    assertThat(files.log()).hasSize(2);
  }

  @Test
  void saysWhatToDoWithoutAnyArchive() {
    assertThatThrownBy(() -> files.open("cache", List.of()).latest())
        .isInstanceOfSatisfying(
            ArchiveException.class, e -> assertThat(e.remedy()).contains("--mirror"));
  }

  @Test
  void findsTheSecurityMirrorBesideAnother() {
    ArchiveSettings settings = files.open("cache", "stable", "stable-security").settings();
    assertThat(settings.mirrors("debian")).hasSize(1);
    assertThat(settings.mirrors("debian-security")).hasSize(1);
    assertThat(settings.mirrors("elsewhere")).isEmpty();
  }

  private DebianArchive anyOrigin(AptSource source) {
    return new DebianArchive(
        new ArchiveSettings(
            List.of(source), temporary.resolve("etc"), temporary.resolve("cache"), true),
        java.time.Clock.fixed(
            java.time.Instant.parse("2025-05-01T00:00:00Z"), java.time.ZoneOffset.UTC),
        line -> {});
  }

  private void refused(String why, String suite) {
    assertThatThrownBy(() -> anyOrigin(files.source(suite)).latest())
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining(why)
        .hasMessageContaining(URI.create("file://" + temporary.resolve("archive")).toString());
  }

  private void replace(String path, String from, String to) throws IOException {
    Path file = files.file(path);
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to), StandardCharsets.ISO_8859_1);
  }
}
