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
   * Loads an archive and leaves the name of the image with what has it: the container that runs may
   * start again before the switch is through, or after it was taken back. While the name may have
   * moved there is no mark, so that a unit which starts after a crash loads its own archive.
   */
  private static final String LOAD =
      """
      mark=/var/lib/firn/oci-images/$3
      had=$("$0" image inspect --format '{{.Id}}' "$2" 2>/dev/null)
      was=$(cat "$mark" 2>/dev/null)
      rm -f "$mark"
      if [ "$4" = stream ]; then "$1"; else gzip -dcf "$1"; fi | "$0" load
      code=$?
      if [ -n "$had" ]; then
        "$0" tag "$had" "$2" || exit 1
        if [ -n "$was" ]; then echo "$was" > "$mark"; fi
      fi
      exit $code
      """;

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
      String source = now.imageSource();
      if (source == null || (old != null && Objects.equals(old.imageSource(), source))) {
        continue;
      }
      progress.note("loading the image of " + oci.getKey());
      CommandResult loaded =
          host.run(
              Duration.ofMinutes(10),
              List.of(
                  "sh",
                  "-c",
                  LOAD,
                  now.backend(),
                  source,
                  now.image(),
                  oci.getKey(),
                  now.imageFile() == null ? "stream" : "file"));
      if (!loaded.succeeded()) {
        throw new ActivationException(
            "the image of %s cannot be loaded: %s; nothing was changed"
                .formatted(oci.getKey(), loaded.complaint()));
      }
    }
  }
}
