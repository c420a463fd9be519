package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import firn.eval.Evaluator;
import firn.eval.access.DiskFiles;
import firn.eval.access.WritingStore;
import firn.eval.builtin.EvalSettings;
import firn.eval.value.NixPath;
import firn.store.StorePath;
import firn.store.local.LocalStore;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an evaluation came to is known again exactly as long as nothing that it looked at has
 * changed. Every test evaluates real files into a store of its own.
 */
final class EvaluationCacheTest {
  private static final String CONFIGURATION = "configuration.nix";

  @TempDir Path folder;

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private LocalStore store;

  private final Map<String, String> environment = new HashMap<>(Map.of("OWNER", "alice"));
  private final List<String> said = new ArrayList<>();
  private String settings = "";
  private String program = "firn 1";

  @BeforeEach
  void open() throws IOException {
    Files.createDirectories(folder.resolve("sources/parts"));
    store = LocalStore.open(folder.resolve("root"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatWasEvaluatedIsKnownAgainWithWhatItSaid() throws IOException {
    write(CONFIGURATION, "builtins.trace \"said once\" (builtins.toFile \"system\" \"a\")");
    StorePath system = evaluate();
    assertThat(cache().find()).isEqualTo(system);
    assertThat(said).singleElement().asString().contains("said once");
  }

  @Test
  void anImportedFileThatChanges() throws IOException {
    write(CONFIGURATION, "builtins.toFile \"system\" (import ./parts/name.nix)");
    write("parts/name.nix", "\"a\"");
    evaluate();
    write("parts/name.nix", "\"b\"");
    assertThat(cache().find()).isNull();
  }

  @Test
  void contentOfTheSameSizeUnderTheSameTime() throws IOException {
    write(CONFIGURATION, "builtins.toFile \"system\" (builtins.readFile ./parts/text)");
    write("parts/text", "aaaa");
    FileTime time = Files.getLastModifiedTime(source("parts/text"));
    evaluate();
    write("parts/text", "bbbb");
    Files.setLastModifiedTime(source("parts/text"), time);
    assertThat(cache().find()).isNull();
  }

  @Test
  void anotherFileThatChangesDoesNotMatter() throws IOException {
    write(CONFIGURATION, "builtins.toFile \"system\" (import ./parts/name.nix)");
    write("parts/name.nix", "\"a\"");
    StorePath system = evaluate();
    write("parts/other.nix", "\"b\"");
    assertThat(cache().find()).isEqualTo(system);
  }

  @Test
  void aDeletedFile() throws IOException {
    write(CONFIGURATION, "builtins.toFile \"system\" (import ./parts/name.nix)");
    write("parts/name.nix", "\"a\"");
    evaluate();
    Files.delete(source("parts/name.nix"));
    assertThat(cache().find()).isNull();
  }

  @Test
  void anAbsentFileThatAppears() throws IOException {
    write(
        CONFIGURATION,
        "builtins.toFile \"system\" (if builtins.pathExists ./parts/local.nix then \"b\" else \"a\")");
    StorePath system = evaluate();
    assertThat(cache().find()).isEqualTo(system);
    write("parts/local.nix", "{ }");
    assertThat(cache().find()).isNull();
  }

  @Test
  void aFolderThatIsListed() throws IOException {
    write(
        CONFIGURATION,
        "builtins.toFile \"system\" (toString (builtins.attrNames (builtins.readDir ./parts)))");
    write("parts/one", "");
    StorePath system = evaluate();
    write("parts/one", "its content does not matter");
    assertThat(cache().find()).isEqualTo(system);
    write("parts/two", "");
    assertThat(cache().find()).isNull();
  }

  @Test
  void aFileDeepInATreeThatIsCopied() throws IOException {
    write(CONFIGURATION, "builtins.toFile \"system\" \"${./parts}\"");
    write("parts/a/b/c", "one");
    StorePath system = evaluate();
    assertThat(cache().find()).isEqualTo(system);
    write("parts/a/b/c", "two");
    assertThat(cache().find()).isNull();
  }

  @Test
  void aLinkInACopiedTreeThatLeadsNowhereElse() throws IOException {
    write(CONFIGURATION, "builtins.toFile \"system\" \"${./parts}\"");
    Path link = source("parts/link");
    Files.createSymbolicLink(link, Path.of("nowhere"));
    settle();
    StorePath system = evaluate();
    assertThat(cache().find()).isEqualTo(system);
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("elsewhere"));
    assertThat(cache().find()).isNull();
  }

  @Test
  void aLinkToTheConfigurationThatLeadsElsewhere() throws IOException {
    write("parts/one.nix", "builtins.toFile \"system\" \"a\"");
    write("parts/two.nix", "builtins.toFile \"system\" \"b\"");
    Files.createSymbolicLink(source(CONFIGURATION), Path.of("parts/one.nix"));
    settle();
    StorePath system = evaluate();
    assertThat(cache().find()).isEqualTo(system);
    Files.delete(source(CONFIGURATION));
    Files.createSymbolicLink(source(CONFIGURATION), Path.of("parts/two.nix"));
    assertThat(cache().find()).isNull();
  }

  @Test
  void anEnvironmentVariableThatIsAskedFor() throws IOException {
    write(
        CONFIGURATION,
        "builtins.toFile \"system\" (builtins.getEnv \"OWNER\" + builtins.getEnv \"UNSET\")");
    StorePath system = evaluate();
    environment.put("PAGER", "less");
    assertThat(cache().find()).as("one that nobody asked for").isEqualTo(system);
    environment.put("OWNER", "bob");
    assertThat(cache().find()).isNull();
    environment.put("OWNER", "alice");
    assertThat(cache().find()).isEqualTo(system);
    environment.put("UNSET", "set");
    assertThat(cache().find()).isNull();
  }

  @Test
  void theLockFileThatWasThereBefore() throws IOException {
    write(CONFIGURATION, "builtins.toFile \"system\" \"a\"");
    Path lock = write("firn.lock", "{}");
    StorePath system = evaluate(Map.of(lock.toString(), EvaluationRecord.stamp(lock)));
    assertThat(cache().find()).isEqualTo(system);
    write("firn.lock", "{ }");
    assertThat(cache().find()).isNull();
  }

  @Test
  void aLockFileThatWasWrittenByTheEvaluation() throws IOException {
    write(CONFIGURATION, "builtins.toFile \"system\" \"a\"");
    Path lock = source("firn.lock");
    evaluate(Map.of(lock.toString(), EvaluationRecord.stamp(lock)));
    write("firn.lock", "{}");
    assertThat(cache().find()).isNull();
  }

  @Test
  void otherSettingsAndAnotherFirn() throws IOException {
    write(CONFIGURATION, "builtins.toFile \"system\" \"a\"");
    StorePath system = evaluate();
    settings = "NIX_PATH=elsewhere";
    assertThat(cache().find()).isNull();
    settings = "";
    program = "firn 2";
    assertThat(cache().find()).isNull();
    program = "firn 1";
    assertThat(cache().find()).isEqualTo(system);
  }

  @Test
  void aProgramThatWasReplacedInPlaceIsAnotherOne() throws IOException {
    Path jar = write("firn.jar", "one");
    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000_000_000L));
    String before = EvaluationCache.program(jar + ":/absent.jar");
    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000_001_000L));
    assertThat(EvaluationCache.program(jar + ":/absent.jar")).isNotEqualTo(before);
  }

  @Test
  void theSettingsOfASessionHoldTheSearchPath() {
    try (Session one = session("-I", "nixpkgs=/one");
        Session other = session("-I", "nixpkgs=/two");
        Session restricted = session("-I", "nixpkgs=/one", "--option", "restrict-eval", "true")) {
      assertThat(one.settings()).isNotEqualTo(other.settings());
      assertThat(one.settings()).isNotEqualTo(restricted.settings());
    }
  }

  @Test
  void aSystemThatIsNoLongerInTheStore() throws IOException {
    write(CONFIGURATION, "builtins.toFile \"system\" \"a\"");
    evaluate();
    store.close();
    store = LocalStore.open(folder.resolve("emptied"));
    assertThat(cache().find()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "builtins.toFile \"system\" (toString builtins.currentTime)",
        "builtins.toFile \"system\" (let inherit (builtins) currentTime; in toString currentTime)",
      })
  void whatDependsOnMoreThanIsRecordedIsNotKept(String configuration) throws IOException {
    write(CONFIGURATION, configuration);
    evaluate();
    assertThat(cache().find()).isNull();
  }

  @Test
  void aFileThatChangedThisVeryMomentMayChangeAgainUnseen() throws IOException {
    write(CONFIGURATION, "builtins.toFile \"system\" (builtins.readFile ./parts/text)");
    Path text = source("parts/text");
    EvaluationRecord record = record();
    Files.writeString(text, "a");
    record.read(text.toString());
    assertThat(record.isComplete()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 10, 50, 90, 99})
  void aRecordThatIsCutOff(int percent) throws IOException {
    write(CONFIGURATION, "builtins.toFile \"system\" (builtins.readFile ./parts/text)");
    write("parts/text", "a");
    evaluate();
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), java.util.Arrays.copyOf(whole, whole.length * percent / 100));
    assertThat(cache().find()).isNull();
    assertThat(said).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "{\"system\": 1}",
        "{\"system\": \"/etc/passwd\"}",
        "{\"system\": \"/nix/store/short\"}",
        "{\"system\": \"/nix/store/short\", \"files\": {\"relative\": 1}, \"variables\": 2}",
      })
  void aRecordThatSaysNonsense(String text) throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), text);
    assertThat(cache().find()).isNull();
  }

  @Test
  void aCacheThatCannotBeWrittenIsNone() throws IOException {
    write(CONFIGURATION, "builtins.toFile \"system\" \"a\"");
    Files.writeString(folder.resolve("cache"), "a file where the folder should be");
    evaluate();
    assertThat(cache().find()).isNull();
  }

  @Test
  void manyWritersAndReadersAtOnce() throws Exception {
    write(CONFIGURATION, "builtins.toFile \"system\" \"a\"");
    StorePath system = evaluate();
    EvaluationRecord record = record();
    record.read(source(CONFIGURATION).toString());
    CountDownLatch writing = new CountDownLatch(4);
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      writers.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int n = 0; n < 50; n++) {
                  cache().keep(system, record, Map.of());
                }
                writing.countDown();
              }));
    }
    int reads = 0;
    while (writing.getCount() > 0) {
      assertThat(cache().find()).isEqualTo(system);
      reads++;
    }
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(reads).isPositive();
    try (Stream<Path> left = Files.list(folder.resolve("cache"))) {
      assertThat(left).as("no half-written file stays").containsExactly(file());
    }
  }

  private Path file() {
    return EvaluationCache.file(folder.resolve("cache"), source(CONFIGURATION), settings, program);
  }

  private EvaluationCache cache() {
    return new EvaluationCache(store, said::add, environment, file());
  }

  private EvaluationRecord record() {
    return new EvaluationRecord(new DiskFiles(store::physical), folder.resolve("library-of-firn"));
  }

  private StorePath evaluate() {
    return evaluate(Map.of());
  }

  /** Evaluates the configuration and keeps the result, as a command does. */
  private StorePath evaluate(Map<String, String> lock) {
    EvaluationRecord record = record();
    Evaluator evaluator =
        new Evaluator(
            EvalSettings.ofProcess().withEnvironment(record.watched(environment)),
            new WritingStore(
                store,
                (paths, outputs) -> {
                  throw new AssertionError("nothing is to be built");
                },
                (cache, path) -> {
                  throw new AssertionError("nothing is to be copied");
                }),
            record,
            record::say);
    StorePath system =
        evaluator.run(() ->
            StorePath.parse(
                evaluator
                    .evalExpression("{ file }: import file")
                    .call(
                        new firn.eval.value.AttrsBuilder(1)
                            .put("file", NixPath.of(PathBytes.of(source(CONFIGURATION))))
                            .build())
                    .asBytes()));
    cache().keep(system, record, lock);
    return system;
  }

  private static Session session(String... arguments) {
    SessionOptions options = new SessionOptions();
    new picocli.CommandLine(new Holder(options)).parseArgs(arguments);
    return new Session(options, Terminal.ofProcess(), false);
  }

  /** Lets the options be read as a command's are. */
  @picocli.CommandLine.Command
  private static final class Holder {
    @picocli.CommandLine.Mixin final SessionOptions options;

    Holder(SessionOptions options) {
      this.options = options;
    }
  }

  private Path source(String name) {
    return folder.resolve("sources").resolve(name);
  }

  private Path write(String name, String text) throws IOException {
    Path file = source(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    settle();
    return file;
  }

  /** An evaluation does not rely on a file that changed only just now. */
  private static void settle() {
    try {
      Thread.sleep(30);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
