package firn.apply;

import static org.assertj.core.api.Assertions.assertThat;

import firn.manifest.Manifest;
import firn.manifest.ManifestReader;
import firn.plan.LiveState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a system names and nobody has is told before anything is changed. */
final class MissingTest {
  private static final String ZONE = "/nix/store/zones/share/Europe/Berlin";

  private static final String NO_ZONE = "/nix/store/zones/share/Europe/Berln";

  @TempDir Path folder;

  @Test
  void aFileThatItsPackageHasNot() throws IOException {
    Path there = folder.resolve(ZONE.substring("/nix/store/".length()));
    Files.createDirectories(there.getParent() == null ? folder : there.getParent());
    // A link is there even where this machine does not have what it leads to.
    Files.createSymbolicLink(there, Path.of("/nowhere"));
    assertThat(obstacles(system(ZONE, "wheel", "adm"), system(NO_ZONE, "wheel", "adm"))).isEmpty();
    assertThat(obstacles(system(NO_ZONE, "wheel", "adm"), Manifest.nothing("before")))
        .containsExactly(
            "environment.etc.\"localtime\": "
                + NO_ZONE
                + " does not exist; look what the package has");
    assertThat(obstacles(system(NO_ZONE, "wheel", "adm"), system(NO_ZONE, "wheel", "adm")))
        .as("what is in force already is no reason to refuse")
        .isEmpty();
  }

  @Test
  void groupsThatAreNeitherDeclaredNorThere() {
    assertThat(obstacles(system("/etc/zone", "people", "docker"), Manifest.nothing("before")))
        .containsExactly(
            "users.users.bob.group: there is no group people; declare it: users.groups.people = { };",
            "users.users.bob.extraGroups: there is no group docker; declare it: users.groups.docker = { };");
  }

  private List<String> obstacles(Manifest after, Manifest before) {
    LiveState live =
        new LiveState(false, Map.of(), Map.of(), Set.of(), Map.of(), Map.of("adm", 4), Map.of());
    return new Missing(
            before, after, live, path -> folder.resolve(path.substring("/nix/store/".length())))
        .obstacles();
  }

  /** A system in which bob is in a group and a further one, and wheel is declared. */
  private static Manifest system(String zone, String group, String extraGroup) {
    return ManifestReader.read(
        """
        {
          "version": 1,
          "name": "test",
          "path": "/nix/store/system",
          "etc": { "localtime": { "source": "%s" } },
          "units": {},
          "users": {
            "mutable": true,
            "users": { "bob": { "group": "%s", "extraGroups": ["%s"] } },
            "groups": { "wheel": {} }
          },
          "containers": {},
          "ociContainers": {},
          "health": []
        }
        """
            .formatted(zone, group, extraGroup));
  }
}
