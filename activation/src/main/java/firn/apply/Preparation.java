package firn.apply;

import firn.machine.CommandResult;
import firn.machine.Machine;
import firn.manifest.LoadedSystem;
import firn.manifest.OciEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What can be done before anything stops: images are loaded into the runtime that will need them.
 */
record Preparation(Machine host, LoadedSystem before, LoadedSystem after, Progress progress) {
  /**
   * Prepares the machine.
   *
   * @throws ActivationException if an image cannot be loaded; nothing was changed
   */
  void run() throws IOException {
    // A runtime that comes with this very switch loads the image when its unit starts.
    if (!host.isBooted() || before.manifest().ociContainers().isEmpty()) {
      return;
    }
    for (Map.Entry<String, OciEntry> oci : after.manifest().ociContainers().entrySet()) {
      OciEntry now = oci.getValue();
      OciEntry old = before.manifest().ociContainers().get(oci.getKey());
      String file = now.imageFile();
      if (file == null || (old != null && Objects.equals(old.imageFile(), file))) {
        continue;
      }
      progress.note("loading the image of " + oci.getKey());
      CommandResult loaded =
          host.run(
              Duration.ofMinutes(10),
              List.of("sh", "-c", "gzip -dcf \"$1\" | \"$0\" load", now.backend(), file));
      if (!loaded.succeeded()) {
        throw new ActivationException(
            "the image of %s cannot be loaded: %s; nothing was changed"
                .formatted(oci.getKey(), loaded.complaint()));
      }
    }
  }
}
