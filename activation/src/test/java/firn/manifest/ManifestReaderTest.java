package firn.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ManifestReaderTest {
  private static final String WHOLE =
      """
      {"version": 1, "name": "host", "path": "/nix/store/p",
       "etc": {"a/b": {"source": "/nix/store/s", "mode": "0644"}},
       "units": {"a@.service": {"source": null}},
       "users": {"users": {"alice": {"uid": null, "group": "people"}}, "groups": {"people": {}}},
       "containers": {"web": {"system": "/nix/store/w", "unit": "container@web.service", "stateDir": "/var/web"}},
       "ociContainers": {"app": {"unit": "podman-app.service", "image": "app:1"}},
       "health": [{"name": "page", "type": "http", "url": "http://x/"}]}
      """;

  @Test
  void defaultsFillWhatIsNotSaid() {
    Manifest manifest = ManifestReader.read(WHOLE);
    assertThat(manifest.etc().get("a/b"))
        .isEqualTo(new EtcEntry("/nix/store/s", "0644", "root", "root"));
    assertThat(manifest.users().mutable()).isTrue();
    assertThat(manifest.containers())
        .hasEntrySatisfying("web", web -> assertThat(web.restartIfChanged()).isTrue());
    assertThat(manifest.health())
        .containsExactly(new HealthEntry.Http("page", "http://x/", 200, null, 30));
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"version\": 1 | \"version\": 2 | manifest.json: version 2 is not known; this Firn reads version 1",
        "\"name\": \"host\" | \"nome\": \"host\" | manifest.json: the key `nome` is not known to this version of Firn",
        "\"name\": \"host\", | | manifest.json: the key `name` is missing",
        "a/b | ../b | manifest.json, etc.../b: `../b` is not a path below its folder",
        "a/b | /b | manifest.json, etc./b: `/b` is not a path below its folder",
        "\"mode\": \"0644\" | \"mode\": \"u+s\" | manifest.json, etc.a/b: the mode `u+s` is neither `symlink` nor octal permissions",
        "a@.service | ../x.service | manifest.json, units.../x.service: `../x.service` is not the name of a unit",
        "a@.service | --force.service | manifest.json, units.--force.service: `--force.service` is not the name of a unit",
        "\"alice\" | \"al:ice\" | manifest.json, users.users.al:ice: `al:ice` is not the name of a user or group",
        "\"uid\": null | \"shell\": \"/bin/sh\\nroot2:x:0:0\" | manifest.json, users.users.alice: `/bin/sh\\nroot2:x:0:0` holds a colon or a line break",
        "\"web\" | \"-web\" | manifest.json, containers.-web: `-web` is not the name of a container",
        "/var/web | /var/../etc | manifest.json, containers.web: `var/../etc` is not a path below its folder",
        "\"http\" | \"icmp\" | manifest.json, health[0]: the type `icmp` is none of http, tcp, command and unit",
        "\"http://x/\" | 5 | manifest.json, health[0].url: a string is expected",
      })
  void whatWouldMisleadActivationIsRefusedWithItsPlace(String good, String bad, String message) {
    String json = WHOLE.replace(good, bad == null ? "" : bad);
    assertThatThrownBy(() -> ManifestReader.read(json))
        .isInstanceOf(ManifestException.class)
        .hasMessage(message.replace("\\n", "\n"));
  }

  @Test
  void textThatIsNotJsonIsRefused() {
    assertThatThrownBy(() -> ManifestReader.read("{"))
        .isInstanceOf(ManifestException.class)
        .hasMessageStartingWith("manifest.json is not JSON: ");
  }
}
