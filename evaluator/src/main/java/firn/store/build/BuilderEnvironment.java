package firn.store.build;

import firn.store.HashAlgorithm;
import firn.store.StorePath;
import firn.store.StorePaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The environment a builder finds, and the files in its working folder that go with it (Nix manual,
 * "Derivations", "Builder Execution"). Strings hold bytes.
 */
final class BuilderEnvironment {
  /** The working folder as the builder sees it. */
  static final String BUILD_TOP = "/build";

  private final BuildJob job;
  private final Path top;
  private final Map<String, String> variables = new TreeMap<>();
  private final Map<String, String> placeholders = new LinkedHashMap<>();

  private BuilderEnvironment(BuildJob job) {
    this.job = job;
    this.top = job.temporary();
    job.outputs()
        .forEach((name, path) -> placeholders.put(StorePaths.placeholder(name), path.toString()));
  }

  static BuilderEnvironment prepare(BuildJob job) throws BuildException, IOException {
    BuilderEnvironment environment = new BuilderEnvironment(job);
    environment.fill();
    return environment;
  }

  Map<String, String> variables() {
    return variables;
  }

  List<String> arguments() {
    return job.drv().args().stream().map(this::withOutputs).toList();
  }

  private String withOutputs(String text) {
    String result = text;
    for (Map.Entry<String, String> entry : placeholders.entrySet()) {
      result = result.replace(entry.getKey(), entry.getValue());
    }
    return result;
  }

  private void fill() throws BuildException, IOException {
    int cores = job.settings().cores();
    variables.put("PATH", "/path-not-set");
    variables.put("HOME", "/homeless-shelter");
    variables.put("NIX_STORE", StorePath.STORE_DIR);
    variables.put(
        "NIX_BUILD_CORES",
        Integer.toString(cores > 0 ? cores : Runtime.getRuntime().availableProcessors()));
    if (job.hasStructuredAttributes()) {
      structured();
    } else {
      plain();
    }
    variables.put("NIX_BUILD_TOP", BUILD_TOP);
    for (String name : List.of("TMPDIR", "TEMPDIR", "TMP", "TEMP", "PWD")) {
      variables.put(name, BUILD_TOP);
    }
    if (job.drv().isFixedOutput()) {
      variables.put("NIX_OUTPUT_CHECKED", "1");
      for (String name : Attributes.words(job.attributes().path("impureEnvVars"))) {
        String value = System.getenv(name);
        variables.put(name, value == null ? "" : bytes(value));
      }
    }
    variables.put("NIX_LOG_FD", "2");
    variables.put("TERM", "xterm-256color");
  }

  private void plain() throws BuildException, IOException {
    List<String> asFile = Attributes.words(job.attributes().path("passAsFile"));
    for (Map.Entry<String, String> entry : job.environment().entrySet()) {
      String value = withOutputs(entry.getValue());
      if (asFile.contains(entry.getKey())) {
        String name = ".attr-" + HashAlgorithm.SHA256.hash(entry.getKey()).nix32();
        write(name, value);
        variables.put(entry.getKey() + "Path", BUILD_TOP + "/" + name);
      } else {
        variables.put(entry.getKey(), value);
      }
    }
    List<String> graphs = Attributes.words(job.attributes().path("exportReferencesGraph"));
    if (graphs.size() % 2 != 0) {
      throw BuildException.rejected("exportReferencesGraph has an odd number of words");
    }
    for (int i = 0; i < graphs.size(); i += 2) {
      String name = graphs.get(i);
      if (!name.matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
        throw BuildException.rejected(
            "exportReferencesGraph has the illegal file name '" + name + "'");
      }
      write(name, new ReferencesGraph(job).text(graphs.get(i + 1)));
    }
  }

  private void structured() throws BuildException, IOException {
    ObjectNode attributes = (ObjectNode) replaced(job.attributes());
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    job.outputs().forEach((name, path) -> outputs.put(name, path.toString()));
    attributes.set("outputs", outputs);
    JsonNode graphs = attributes.path("exportReferencesGraph");
    for (Map.Entry<String, JsonNode> graph : graphs.properties()) {
      attributes.set(
          graph.getKey(), new ReferencesGraph(job).json(Attributes.words(graph.getValue())));
    }
    write(".attrs.json", bytes(JsonText.of(attributes)));
    write(".attrs.sh", bytes(ShellAttributes.of(attributes)));
    variables.put("NIX_ATTRS_JSON_FILE", BUILD_TOP + "/.attrs.json");
    variables.put("NIX_ATTRS_SH_FILE", BUILD_TOP + "/.attrs.sh");
  }

  private JsonNode replaced(JsonNode node) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (node.isString()) {
      return json.stringNode(withOutputs(node.stringValue()));
    }
    if (node.isArray()) {
      var array = json.arrayNode();
      node.forEach(element -> array.add(replaced(element)));
      return array;
    }
    if (node.isObject()) {
      ObjectNode object = json.objectNode();
      node.properties().forEach(e -> object.set(e.getKey(), replaced(e.getValue())));
      return object;
    }
    return node;
  }

  private void write(String name, String bytes) throws IOException {
    Files.writeString(top.resolve(name), bytes, StandardCharsets.ISO_8859_1);
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
