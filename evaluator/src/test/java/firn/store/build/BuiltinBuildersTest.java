package firn.store.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.store.SourceTree;
import firn.store.StorePath;
import firn.store.local.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltinBuildersTest {
  private TestStore fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new TestStore();
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  private StorePath realise(StorePath derivation) throws InterruptedException {
    return new Realiser(fixture.store(), BuildSettings.defaults(), BuildListener.SILENT)
        .realise(derivation);
  }

  private Path physical(StorePath path) {
    return fixture.store().physical(path);
  }

  /** A package made of files that hold their own path. */
  private StorePath pack(String name, String... files) throws IOException {
    Path folder = Files.createDirectories(fixture.folder().resolve("src-" + name));
    for (String file : files) {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, name + " " + file);
    }
    return fixture.store().addSource(SourceTree.of(name, folder));
  }

  @Test
  void treeWritesEveryKindOfEntry() throws Exception {
    StorePath source = pack("pack", "share/a", "share/b/c");
    StorePath out =
        realise(
            fixture.builtin(
                "tree",
                "tree",
                """
                {"entries": {
                  "bin/run": {"text": "#!/bin/sh\\n# ünicode\\n", "executable": true},
                  "etc/conf": {"text": "x"},
                  "link": {"link": "../%2$s/nowhere"},
                  "abs": {"link": "%1$s"},
                  "copied": {"copy": "%1$s/share"},
                  "copied/b/more": {"text": "added"},
                  "script": {"copy": "%1$s/share/a", "executable": true},
                  "empty": {"directory": true}}}
                """
                    .formatted(source, "x//y"),
                source));
    Path root = physical(out);
    assertThat(root.resolve("bin/run")).hasContent("#!/bin/sh\n# ünicode\n").isExecutable();
    assertThat(Files.getPosixFilePermissions(root.resolve("etc/conf"))).hasSize(3);
    assertThat(Files.readSymbolicLink(root.resolve("link"))).hasToString("../x//y/nowhere");
    assertThat(root.resolve("copied/b/c")).hasContent("pack share/b/c");
    assertThat(root.resolve("copied/b/more")).hasContent("added");
    assertThat(root.resolve("script")).isExecutable();
    assertThat(root.resolve("empty")).isEmptyDirectory();
    assertThat(fixture.store().query(out).orElseThrow().references()).containsExactly(source);
  }

  @Test
  void treeMayBeOneFile() throws Exception {
    StorePath out =
        realise(fixture.builtin("file", "tree", "{\"entries\": {\"\": {\"text\": \"hello\\n\"}}}"));
    assertThat(physical(out)).isRegularFile().hasContent("hello\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{\"../x\": {\"text\": \"\"}}` | clean relative path",
        "`{\"/x\": {\"text\": \"\"}}` | clean relative path",
        "`{\"a//x\": {\"text\": \"\"}}` | clean relative path",
        "`{\"a/\": {\"text\": \"\"}}` | clean relative path",
        "`{\"a/./b\": {\"text\": \"\"}}` | clean relative path",
        "`{\"a\\u0000b\": {\"text\": \"\"}}` | clean relative path",
        "`{\"a\": {\"text\": \"\"}, \"a/b\": {\"text\": \"\"}}` | needs a directory",
        "`{\"a\": {\"link\": \"/tmp\"}, \"a/b\": {\"text\": \"\"}}` | needs a directory",
        "`{\"\": {\"text\": \"\"}, \"b\": {\"text\": \"\"}}` | stands alone",
        "`{\"a\": {\"copy\": \"/etc/passwd\"}}` | is not in the store",
        "`{\"a\": {\"copy\": \"/nix/store/gfp48s3v9ccxsli1n3i4mc8lfybar57n-x\"}}` | not among",
        "`{\"a\": {\"link\": \"\"}}` | illegal link target",
        "`{\"a\": {}}` | has none of",
        "`{\"a\": {\"text\": 1}}` | not a string",
        "`[]` | needs the structured attribute",
      })
  void treeRefuses(String entries, String reason) {
    StorePath drv = fixture.builtin("bad", "tree", "{\"entries\": " + entries + "}");
    assertThatThrownBy(() -> realise(drv))
        .isInstanceOf(BuildFailure.class)
        .hasMessageContaining(reason);
    assertThat(fixture.store().isValid(fixture.store().readDerivation(drv).outputPath("out")))
        .isFalse();
  }

  private StorePath environment(String attributes, StorePath... packages) throws Exception {
    StringBuilder paths = new StringBuilder();
    for (StorePath path : packages) {
      paths.append(paths.isEmpty() ? "" : ",").append('"').append(path).append('"');
    }
    String json = "{\"paths\": [" + paths + "]" + attributes + "}";
    return realise(fixture.builtin("env", "buildenv", json, packages));
  }

  @Test
  void environmentLinksWholeDirectoriesWhereItCan() throws Exception {
    StorePath one = pack("one", "bin/one", "share/doc/one", "nix-support/x");
    StorePath two = pack("two", "bin/two", "lib/two/a");
    Path root = physical(environment("", one, two));
    assertThat(Files.readSymbolicLink(root.resolve("lib"))).hasToString(two + "/lib");
    assertThat(Files.readSymbolicLink(root.resolve("share"))).hasToString(one + "/share");
    assertThat(Files.readSymbolicLink(root.resolve("bin/one"))).hasToString(one + "/bin/one");
    assertThat(Files.readSymbolicLink(root.resolve("bin/two"))).hasToString(two + "/bin/two");
    assertThat(root.resolve("nix-support")).doesNotExist();
  }

  @Test
  void environmentTakesOnlyPathsToLink() throws Exception {
    StorePath one = pack("one", "bin/one", "share/doc/one", "share/man/one", "etc/one");
    Path root = physical(environment(", \"pathsToLink\": [\"/bin\", \"/share/man\"]", one));
    assertThat(Files.list(root).map(p -> "" + p.getFileName()))
        .containsExactlyInAnyOrder("bin", "share");
    assertThat(root.resolve("share")).isDirectory();
    assertThat(Files.isSymbolicLink(root.resolve("share"))).isFalse();
    assertThat(Files.list(root.resolve("share"))).hasSize(1);
  }

  @Test
  void environmentRefusesCollisionsUnlessTold() throws Exception {
    StorePath one = pack("one", "bin/same");
    StorePath two = pack("two", "bin/same");
    assertThatThrownBy(() -> environment("", one, two))
        .isInstanceOf(BuildFailure.class)
        .hasMessageContaining("have the same name and priority 5");
    Path root = physical(environment(", \"ignoreCollisions\": true", one, two));
    assertThat(Files.isSymbolicLink(root.resolve("bin/same"))).isTrue();
  }

  @Test
  void environmentObeysPriorities() throws Exception {
    StorePath one = pack("one", "bin/same");
    StorePath two = pack("two", "bin/same");
    String json =
        "{\"chosenOutputs\": [{\"paths\": [\"%s\"], \"priority\": 10},"
            + " {\"paths\": [\"%s\"], \"priority\": 5}]}";
    Path root =
        physical(realise(fixture.builtin("env", "buildenv", json.formatted(one, two), one, two)));
    assertThat(Files.readSymbolicLink(root.resolve("bin/same"))).hasToString(two + "/bin/same");
  }

  @Test
  void environmentAddsPropagatedPackages() throws Exception {
    StorePath two = pack("two", "bin/two");
    StorePath one =
        realise(
            fixture.builtin(
                "one",
                "tree",
                """
                {"entries": {"bin/one": {"text": ""},
                  "nix-support/propagated-user-env-packages": {"text": " %s\\n"}}}
                """
                    .formatted(two),
                two));
    Path root = physical(environment("", one));
    assertThat(Files.readSymbolicLink(root.resolve("bin/one"))).hasToString(one + "/bin/one");
    assertThat(Files.readSymbolicLink(root.resolve("bin/two"))).hasToString(two + "/bin/two");
  }

  @Test
  void eventsTellTheStory() throws Exception {
    StorePath drv = fixture.builtin("tree", "tree", "{\"entries\": {}}");
    List<BuildEvent> events = new java.util.ArrayList<>();
    Realiser realiser = new Realiser(fixture.store(), BuildSettings.defaults(), events::add);
    realiser.realise(drv);
    assertThat(events)
        .hasExactlyElementsOfTypes(
            BuildEvent.Planned.class,
            BuildEvent.Started.class,
            BuildEvent.Succeeded.class,
            BuildEvent.Ended.class);
    assertThat(realiser.plan(List.of(firn.store.DerivedPath.all(drv)))).isEmpty();
  }
}
