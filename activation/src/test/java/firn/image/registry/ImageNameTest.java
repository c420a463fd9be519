package firn.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of images, and which credentials are for which. */
final class ImageNameTest {
  @TempDir Path folder;

  @Test
  void partsAreTold() throws IOException {
    assertThat(ImageName.parse("debian"))
        .isEqualTo(new ImageName("docker.io", "library/debian", "latest", null));
    assertThat(ImageName.parse("localhost:5000/a/b:1.0"))
        .isEqualTo(new ImageName("localhost:5000", "a/b", "1.0", null));
    String digest = "sha256:" + "0".repeat(64);
    assertThat(ImageName.parse("example.org/a@" + digest))
        .isEqualTo(new ImageName("example.org", "a", null, digest));
    assertThat(ImageName.parse("team/app:x").toString()).isEqualTo("docker.io/team/app:x");
  }

  @Test
  void whatNoRegistryAcceptsIsRefusedWithTheRule() {
    Map.of(
            "Foo/bar", "'Foo' is no part of a name",
            "a//b", "'' is no part of a name",
            "app:-1", "'-1' is no tag",
            "localhost:99999/app", "'localhost:99999' is no host",
            "app@sha256:12", "is no digest")
        .forEach((name, message) ->
            assertThatThrownBy(() -> ImageName.parse(name))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining(message)
                .extracting(e -> ((RegistryException) e).hint())
                .isNotNull());
  }

  @Test
  void theFirstFileThatKnowsTheRegistryCounts() throws IOException {
    Path own = Files.writeString(folder.resolve("auth.json"), auths("localhost:5000/a", "b3du"));
    Path docker = Files.createDirectories(folder.resolve("home/.docker"));
    Files.writeString(docker.resolve("config.json"), auths("localhost:5000", "ZG9ja2Vy"));
    Credentials credentials =
        Credentials.of(Map.of("REGISTRY_AUTH_FILE", own.toString()), folder.resolve("home"));
    assertThat(credentials.basic(ImageName.parse("localhost:5000/a/b"))).contains("b3du");
    assertThat(credentials.basic(ImageName.parse("localhost:5000/b"))).contains("ZG9ja2Vy");
    assertThat(credentials.basic(ImageName.parse("localhost:5001/b"))).isEmpty();
  }

  @Test
  void challengesAreRead() {
    Challenge challenge =
        Challenge.parse(
            "Bearer realm=\"https://auth/t\",service=\"r\",scope=\"repository:a:pull,push\"");
    assertThat(challenge.scheme()).isEqualTo("bearer");
    assertThat(challenge.parameter("scope")).isEqualTo("repository:a:pull,push");
  }

  private static String auths(String key, String auth) {
    return "{\"auths\":{\"" + key + "\":{\"auth\":\"" + auth + "\"}}}";
  }
}
