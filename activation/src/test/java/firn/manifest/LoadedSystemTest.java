package firn.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoadedSystemTest {
  @TempDir Path folder;

  private final List<String> asked = new ArrayList<>();
  private final Function<String, Path> store =
      logical -> {
        asked.add(logical);
        return folder.resolve("./" + logical);
      };

  @Test
  void whatTwoSystemsShareIsReadOnce() throws IOException {
    system("web-1", "", "/nix/store/unit-a");
    system("web-2", "", "/nix/store/unit-b");
    system("db-1", "", "/nix/store/unit-a");
    system("old", container("web", "web-1") + "," + container("db", "db-1"), "/nix/store/unit-a");
    system("new", container("web", "web-2") + "," + container("db", "db-1"), "/nix/store/unit-a");
    LoadedSystem old = LoadedSystem.read("/nix/store/old", store);
    LoadedSystem alone = LoadedSystem.read("/nix/store/new", store);
    asked.clear();
    LoadedSystem after = LoadedSystem.read("/nix/store/new", store, old);
    assertThat(after).isEqualTo(alone);
    assertThat(after.containers().get("db")).isSameAs(old.containers().get("db"));
    assertThat(after.containers().get("web")).isNotEqualTo(old.containers().get("web"));
    assertThat(asked)
        .containsExactlyInAnyOrder(
            "/nix/store/new/manifest.json",
            "/nix/store/unit-a",
            "/nix/store/web-2/manifest.json",
            "/nix/store/unit-b");

    asked.clear();
    assertThat(LoadedSystem.read("/nix/store/old", store, old)).isSameAs(old);
    assertThat(asked).isEmpty();
  }

  private static String container(String name, String system) {
    return "\"%1$s\": {\"system\": \"/nix/store/%2$s\", \"unit\": \"container@%1$s.service\", \"stateDir\": \"/var/%1$s\"}"
        .formatted(name, system);
  }

  private void system(String name, String containers, String unit) throws IOException {
    Path manifest = folder.resolve("nix/store").resolve(name).resolve("manifest.json");
    Files.createDirectories(manifest.getParent());
    Files.writeString(
        manifest,
        """
        {"version": 1, "name": "%s", "path": "/nix/store/p",
         "units": {"own.service": {"source": "%s"}},
         "users": {"users": {}, "groups": {}},
         "containers": {%s}}
        """
            .formatted(name, unit, containers));
    Files.writeString(folder.resolve("./" + unit), "[Service]\nExecStart=" + unit + "\n");
  }
}
