package firn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerivationTest {
  private static final Path CASES = HashTest.DATA.resolve("derivations");

  private static Derivation load(StorePath path) {
    try {
      String text = Files.readString(CASES.resolve(path.baseName()), StandardCharsets.ISO_8859_1);
      return Derivation.parse(text, path.name().substring(0, path.name().length() - 4));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files beside {@code cases.nix} were written by C++ Nix. */
  @TestFactory
  Stream<DynamicTest> everyByteAndPathAsNix() throws IOException {
    return Files.list(CASES)
        .filter(p -> p.toString().endsWith(".drv"))
        .map(p -> StorePath.ofBaseName(p.getFileName().toString()))
        .map(p -> DynamicTest.dynamicTest(p.name(), () -> check(p)));
  }

  private static void check(StorePath path) {
    Derivation drv = load(path);
    assertThat(drv.path()).isEqualTo(path);
    DerivationHashes hashes = new DerivationHashes(DerivationTest::load);
    hashes.check(drv);
    assertThat(hashes.complete(deferred(drv))).isEqualTo(drv);
  }

  private static Derivation deferred(Derivation drv) {
    SortedMap<String, DerivationOutput> outputs = new TreeMap<>(drv.outputs());
    SortedMap<String, String> env = new TreeMap<>(drv.env());
    outputs.replaceAll((name, o) -> {
      if (o instanceof DerivationOutput.Fixed) {
        return o;
      }
      env.computeIfPresent(name, (k, v) -> "");
      return new DerivationOutput.Deferred();
    });
    return Derivation.of(
        drv.name(),
        outputs,
        drv.inputDrvs(),
        drv.inputSrcs(),
        drv.system(),
        drv.builder(),
        drv.args(),
        env);
  }

  private static final String SIMPLE =
      "Derive([(\"out\",\"/nix/store/gfp48s3v9ccxsli1n3i4mc8lfybar57n-x\",\"\",\"\")],[],[],"
          + "\"s\",\"b\",[\"a\"],[(\"k\",\"v\"),(\"l\",\"w\")])";

  @Test
  void readsTheSimplest() {
    Derivation drv = Derivation.parse(SIMPLE, "x");
    assertThat(drv.env()).isEqualTo(Map.of("k", "v", "l", "w"));
    assertThat(drv.toAterm()).isEqualTo(SIMPLE);
  }

  @Test
  void everyTruncationIsRefused() {
    for (int end = 0; end < SIMPLE.length(); end++) {
      String cut = SIMPLE.substring(0, end);
      assertThatThrownBy(() -> Derivation.parse(cut, "x")).isInstanceOf(MalformedException.class);
    }
  }

  /** One replacement in the simplest derivation each. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`])`, `]) `",
        "`Derive`, `derive`",
        "`/nix/store/gfp`, `/etc/gfp`",
        "`/nix/store/gfp`, `/nix/store/../gfp`",
        "`n-x\"`, `n-x/..\"`",
        "`\"out\"`, `\"../out\"`",
        "`\"out\"`, `\"\"`",
        "`[(\"out\",\"/nix/store/gfp48s3v9ccxsli1n3i4mc8lfybar57n-x\",\"\",\"\")]`, `[]`",
        "`,\"\",\"\")`, `,\"sha3\",\"00\")`",
        "`,\"\",\"\")`, `,\"sha256\",\"00\")`",
        "`,\"\",\"\")`, `,\"\",\"00\")`",
        "`\"k\"`, `\"l\"`",
        "`\"k\"`, `\"m\"`",
        "`\"v\"`, `\"\\v\"`",
        "`\"v\"`, `\"\\`",
        "`[],[],`, `[(\"/nix/store/gfp48s3v9ccxsli1n3i4mc8lfybar57n-x\",[\"out\"])],[],`",
        "`[],[],`, `[],[\"/etc/passwd\"],`",
        "`[],[],`, `[],[,],`",
      })
  void refuses(String from, String to) {
    String changed = SIMPLE.replace(from, to);
    assertThat(changed).isNotEqualTo(SIMPLE);
    assertThatThrownBy(() -> Derivation.parse(changed, "x")).isInstanceOf(MalformedException.class);
  }

  @Test
  void refusesOutputsThatDoNotFollow() {
    Derivation drv = Derivation.parse(SIMPLE, "x");
    DerivationHashes hashes = new DerivationHashes(DerivationTest::load);
    assertThatThrownBy(() -> hashes.check(drv))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("does not follow");
  }
}
