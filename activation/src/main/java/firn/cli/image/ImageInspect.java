package firn.cli.image;

import firn.cli.ExitCode;
import firn.cli.Json;
import firn.image.Image;
import firn.image.registry.Credentials;
import firn.image.registry.ImageName;
import firn.image.registry.Manifests;
import firn.image.registry.RegistryClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code firn image inspect}. */
@Command(
    name = "inspect",
    description =
        "Show what an image is made of, as JSON: one on this machine or one in a registry.")
final class ImageInspect implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();

  @ParentCommand ImageCommand parent;

  @Parameters(
      paramLabel = "FILE|NAME",
      description = "A file, or a name such as registry.example.org/app:1.0")
  String image;

  @Option(names = "--insecure", description = "Speak plain HTTP to the registry.")
  boolean insecure;

  @Override
  public Integer call() throws IOException {
    boolean file = image.startsWith("/") || image.startsWith(".") || Files.exists(Path.of(image));
    parent.terminal().print(Json.pretty(file ? ofFile() : ofRegistry()));
    return ExitCode.DONE;
  }

  private Map<String, Object> ofFile() throws IOException {
    try (ImageSource source = ImageSource.of(Path.of(image))) {
      Image opened = source.open();
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("name", opened.name());
      document.put("tag", opened.tag());
      document.put("id", "sha256:" + opened.id());
      List<Map<String, Object>> layers = new ArrayList<>();
      opened
          .layers()
          .forEach(layer -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("digest", "sha256:" + layer.digest());
            entry.put("size", layer.size());
            layers.add(entry);
          });
      document.put("layers", layers);
      document.put("configuration", opened.configuration());
      return document;
    }
  }

  private Map<String, Object> ofRegistry() throws IOException {
    ImageName name = ImageName.parse(image);
    try (RegistryClient client = new RegistryClient(name, Credentials.ofUser(), !insecure)) {
      Manifests.Manifest manifest = new Manifests(client).get(name.version());
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("name", name.registry() + "/" + name.repository());
      document.put("tag", name.tag());
      document.put("digest", manifest.digest());
      JsonNode json = JSON.readTree(new String(manifest.bytes(), StandardCharsets.UTF_8));
      document.put("manifest", json);
      return document;
    }
  }
}
