package firn.packages.relocate;

import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import firn.store.build.BuiltinBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A build in a folder, with store paths that a test has put there. */
final class TestContext implements BuildContext {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private final Path folder;
  private final JsonNode attributes;
  private final List<String> log = new ArrayList<>();

  TestContext(Path folder, String attributes) {
    this.folder = folder;
    this.attributes = JSON.readTree(attributes.replace('\'', '"'));
  }

  /** Runs a builder; returns where its output lies. */
  static Path build(BuiltinBuilder builder, Path folder, String attributes)
      throws BuildException, IOException, InterruptedException {
    TestContext context = new TestContext(folder, attributes);
    builder.build(context);
    return context.output("out");
  }

  List<String> log() {
    return log;
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public JsonNode attributes() {
    return attributes;
  }

  @Override
  public Path output(String name) {
    return folder.resolve("nix/store/the-output");
  }

  @Override
  public String outputPath(String name) {
    return "/nix/store/the-output";
  }

  @Override
  public Path physical(String storePath) throws BuildException {
    Path path = folder.resolve(storePath.substring(1));
    if (!Files.exists(path)) {
      throw new BuildException(storePath + " is not an input");
    }
    return path;
  }

  @Override
  public Set<String> closure(Set<String> roots) {
    return new TreeSet<>(roots);
  }

  @Override
  public Set<String> references(String storePath) {
    return Set.of();
  }

  @Override
  public Path temporary() {
    return folder;
  }

  @Override
  public void log(String line) {
    log.add(line);
  }
}
