package firn.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import firn.image.Compression;
import firn.image.Image;
import firn.image.ImageFixture;
import firn.image.LayerMemory;
import firn.image.registry.Push.Fate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushing to and pulling from a real registry program. */
final class RegistryTest {
  /** {@code myName} with the password {@code myPassword}. */
  private static final String ACCOUNT =
      "myName:$2y$05$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC\n";

  private static final Credentials NONE = new Credentials(List.of());

  @TempDir Path folder;

  @BeforeAll
  static void installed() {
    assumeTrue(RegistryProgram.isInstalled(), "SKIPPED: docker-registry is not installed");
  }

  @Test
  void onlyWhatTheRegistryLacksIsSent() throws IOException {
    try (RegistryProgram registry = RegistryProgram.start(folder, "")) {
      Image first = ImageFixture.image("one", "two", "three");
      assertThat(push(registry.image("app:1"), first).layers())
          .extracting(Push.LayerReport::fate)
          .containsExactly(Fate.SENT, Fate.SENT, Fate.SENT);
      assertThat(push(registry.image("app:1"), first).sent()).isZero();

      Push.Report changed =
          push(registry.image("app:2"), ImageFixture.image("one", "two", "changed"));
      assertThat(changed.layers())
          .extracting(Push.LayerReport::fate)
          .containsExactly(Fate.PRESENT, Fate.PRESENT, Fate.SENT);

      Push.Report other = push(registry.image("team/other:1"), first);
      assertThat(other.layers()).extracting(Push.LayerReport::fate).containsOnly(Fate.MOUNTED);
      assertThat(other.sent()).isZero();
    }
  }

  /** Eight megabytes are a piece; the connection breaks before the second one. */
  @Test
  void aBrokenConnectionIsTakenUpWhereItEnded() throws IOException {
    Image image = ImageFixture.large(24 << 20);
    assertThat(pushThroughCuts(image, (8 << 20) + 3000, 2).sent())
        .as("nothing is sent twice")
        .isEqualTo(image.layers().getFirst().size());
  }

  /** This registry takes no more of an upload of which it has part of a piece. */
  @Test
  void anUploadThatCannotBeTakenUpStartsOver() throws IOException {
    Image image = ImageFixture.large(24 << 20);
    assertThat(pushThroughCuts(image, 11 << 20, 2).sent())
        .isGreaterThan(image.layers().getFirst().size());
  }

  private Push.Report pushThroughCuts(Image image, long after, int cuts) throws IOException {
    try (RegistryProgram registry = RegistryProgram.start(folder, "");
        CuttingProxy proxy = new CuttingProxy(registry.port(), after, cuts)) {
      ImageName name = ImageName.parse("127.0.0.1:" + proxy.port() + "/app:1");
      Push.Report report = push(name, image, NONE, Compression.NONE);
      assertThat(proxy.cutsLeft()).isZero();
      assertThat(Files.size(registry.blob(report.layers().getFirst().digest())))
          .isEqualTo(image.layers().getFirst().size());
      return report;
    }
  }

  @Test
  void credentialsAreSentToWhoeverAsksAndRefusalsAreTold() throws IOException {
    try (RegistryProgram registry = RegistryProgram.start(folder, ACCOUNT)) {
      Image image = ImageFixture.image("one");
      assertThatThrownBy(() -> push(registry.image("app:1"), image))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("(HTTP 401)")
          .satisfies(
              e -> assertThat(((RegistryException) e).hint()).contains("podman login 127.0.0.1:"));

      String both =
          Base64.getEncoder().encodeToString("myName:myPassword".getBytes(StandardCharsets.UTF_8));
      Path auth =
          Files.writeString(
              folder.resolve("auth.json"),
              "{\"auths\":{\"127.0.0.1:%d\":{\"auth\":\"%s\"}}}".formatted(registry.port(), both));
      Credentials known = new Credentials(List.of(auth));
      assertThat(push(registry.image("app:1"), image, known, Compression.GZIP).count(Fate.SENT))
          .isEqualTo(1);
    }
  }

  @Test
  void aPulledImageIsTheOneSkopeoWritesAndATamperedOneIsRefused()
      throws IOException, InterruptedException {
    try (RegistryProgram registry = RegistryProgram.start(folder, "")) {
      ImageName name = registry.image("app:1");
      Push.Report report = push(name, ImageFixture.image("one", "two", "one"));
      Path ours = folder.resolve("ours.tar");
      ImageFixture.pulledArchive(
          pull(name.withDigest(report.digest()), "first"), ours, "docker.io/library/nix", "2.2");

      Path theirs = folder.resolve("theirs.tar");
      Process skopeo =
          new ProcessBuilder(
                  "skopeo",
                  "copy",
                  "--src-tls-verify=false",
                  "docker://" + name,
                  "docker-archive:" + theirs + ":nix:2.2")
              .redirectErrorStream(true)
              .start();
      String said = new String(skopeo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(skopeo.waitFor()).as(said).isZero();
      assertThat(ours).hasSameBinaryContentAs(theirs);

      Path blob = registry.blob(report.layers().get(1).digest());
      byte[] bytes = Files.readAllBytes(blob);
      bytes[bytes.length / 2] ^= 1;
      Files.write(blob, bytes);
      assertThatThrownBy(() -> pull(name.withDigest(report.digest()), "second"))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("the registry sent a blob with the digest");
      assertThat(
              folder
                  .resolve("second")
                  .resolve(report.layers().get(1).digest().substring("sha256:".length())))
          .doesNotExist();
    }
  }

  @Test
  void whatIsNotThereIsNamed() throws IOException {
    try (RegistryProgram registry = RegistryProgram.start(folder, "");
        RegistryClient client = new RegistryClient(registry.image("app:9"), NONE, true)) {
      assertThatThrownBy(() -> new Manifests(client).get("9"))
          .hasMessageContaining("refuses to send the manifest of 9 for 'app' (HTTP 404)");
    }
    try (RegistryClient client =
        new RegistryClient(ImageName.parse("127.0.0.1:9/app"), NONE, true)) {
      assertThatThrownBy(() -> new Manifests(client).get("latest"))
          .hasMessageContaining("cannot be reached");
    }
  }

  private Pull.Fetched pull(ImageName name, String where) throws IOException {
    try (RegistryClient client = new RegistryClient(name, NONE, true)) {
      return new Pull(client)
          .run(name.version(), "linux", "amd64", Files.createDirectory(folder.resolve(where)));
    }
  }

  private Push.Report push(ImageName name, Image image) throws IOException {
    return push(name, image, NONE, Compression.GZIP);
  }

  private Push.Report push(
      ImageName name, Image image, Credentials credentials, Compression compression)
      throws IOException {
    try (RegistryClient client = new RegistryClient(name, credentials, true)) {
      return new Push(client, new LayerMemory(folder.resolve("memory")), List.of(), folder)
          .run(image, String.valueOf(name.tag()), compression);
    }
  }
}
