package firn.store.build;

import firn.store.Derivation;
import firn.store.PathInfo;
import firn.store.StoreException;
import firn.store.StorePath;
import firn.store.local.LocalStore;
import firn.store.local.PartialDownload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One derivation about to be built: what it may read, where it writes.
 *
 * @param inputs the closure of its inputs
 * @param work a private folder in the store directory, so that what is made in it can be renamed
 */
record BuildJob(
    LocalStore store,
    BuildSettings settings,
    StorePath path,
    Derivation drv,
    SortedSet<StorePath> inputs,
    Path work,
    BuildLog buildLog,
    Progress progressTo)
    implements BuildContext {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where word of downloads goes. */
  interface Progress {
    void at(long done, long total);
  }

  /** The folder that stands for {@code /nix/store} while outputs are made. */
  Path outputDir() {
    return work.resolve("store");
  }

  @Override
  public Map<String, String> environment() {
    return drv.env();
  }

  boolean hasStructuredAttributes() {
    return drv.env().containsKey("__json");
  }

  @Override
  public JsonNode attributes() {
    String json = drv.env().get("__json");
    try {
      if (json != null) {
        return JSON.readTree(json.getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (JacksonException e) {
      throw new StoreException(
          "derivation '" + path + "' has structured attributes that are not JSON", e);
    }
    ObjectNode object = JSON.createObjectNode();
    drv.env().forEach((k, v) -> object.put(decode(k), decode(v)));
    return object;
  }

  private static String decode(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  @Override
  public Path output(String name) {
    return outputDir().resolve(drv.outputPath(name).baseName());
  }

  @Override
  public String outputPath(String name) {
    return drv.outputPath(name).toString();
  }

  SortedMap<String, StorePath> outputs() {
    SortedMap<String, StorePath> outputs = new TreeMap<>();
    drv.outputs().forEach((name, output) -> outputs.put(name, output.requirePath()));
    return outputs;
  }

  @Override
  public Path physical(String storePath) throws BuildException {
    StorePath input = StorePath.containing(storePath);
    if (!inputs.contains(input)) {
      throw new BuildException(
          "'" + storePath + "' is not among the inputs of the derivation and what they refer to");
    }
    String below = storePath.substring(input.toString().length());
    if (("/" + below + "/").contains("/../")) {
      throw new BuildException("'" + storePath + "' leaves its store path");
    }
    Path base = store.physical(input);
    return below.isEmpty() ? base : base.resolve(below.substring(1));
  }

  @Override
  public Set<String> closure(Set<String> roots) throws IOException {
    SortedSet<StorePath> paths = new TreeSet<>();
    roots.forEach(r -> paths.add(StorePath.parse(r)));
    for (StorePath root : paths) {
      if (!inputs.contains(root)) {
        throw new IOException("'" + root + "' is not an input of the derivation");
      }
    }
    SortedSet<String> all = new TreeSet<>();
    store.closure(paths).forEach(p -> all.add(p.toString()));
    return all;
  }

  @Override
  public Set<String> references(String storePath) throws IOException {
    SortedSet<String> all = new TreeSet<>();
    info(storePath).references().forEach(r -> all.add(r.toString()));
    return all;
  }

  @Override
  public PathInfo info(String storePath) throws IOException {
    StorePath path = StorePath.parse(storePath);
    if (!inputs.contains(path)) {
      throw new IOException("'" + path + "' is not an input of the derivation");
    }
    return store.query(path).orElseThrow(() -> new IOException("'" + path + "' is not valid"));
  }

  @Override
  public void runAsRoot(RootScript script)
      throws BuildException, IOException, InterruptedException {
    new RootSandbox(this, script).run();
  }

  @Override
  public Path temporary() {
    return work.resolve("build");
  }

  @Override
  public PartialDownload partial(String key) throws IOException {
    return PartialDownload.open(store.layout(), key);
  }

  @Override
  public void log(String line) {
    try {
      buildLog.line(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public MirrorResolver mirrors() {
    return settings.mirrors();
  }

  @Override
  public void progress(long done, long total) {
    progressTo.at(done, total);
  }
}
