package firn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashTest {
  static final Path DATA = Path.of(System.getProperty("firn.home", ".."), "testdata", "store");

  /** Each line: algorithm, then the hash of "firn" in the four formats, as Nix prints them. */
  @TestFactory
  Stream<DynamicTest> formatsAsNix() throws IOException {
    return Files.readAllLines(DATA.resolve("hashes.tsv")).stream()
        .map(line -> line.split("\t", -1))
        .map(f -> DynamicTest.dynamicTest(f[0], () -> check(f)));
  }

  private static void check(String[] fields) {
    HashAlgorithm algorithm = HashAlgorithm.byId(fields[0]).orElseThrow();
    Hash hash = algorithm.hash("firn");
    assertThat(hash.base16()).isEqualTo(fields[1]);
    assertThat(hash.nix32()).isEqualTo(fields[2]);
    assertThat(hash.digits(HashFormat.BASE64)).isEqualTo(fields[3]);
    assertThat(hash.sri()).isEqualTo(fields[4]);
    for (int i = 1; i <= 3; i++) {
      assertThat(Hash.parse(fields[i], algorithm)).isEqualTo(hash);
      assertThat(Hash.parse(fields[0] + ":" + fields[i], null)).isEqualTo(hash);
    }
    assertThat(Hash.parse(fields[4], null)).isEqualTo(hash);
    assertThat(Hash.parseSri(fields[4])).isEqualTo(hash);
  }

  @ParameterizedTest
  @CsvSource({
    "'', does not include a type",
    "0123, does not include a type",
    "sha3:00, unknown hash algorithm",
    "sha256:00, wrong length",
    "md5:zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz, invalid base-16",
    "md5:zzzzzzzzzzzzzzzzzzzzzzzzzz, invalid base-32",
    "md5:eeeeeeeeeeeeeeeeeeeeeeeeee, invalid base-32",
    "sha256-AAAA, invalid SRI",
    "sha256-!, invalid SRI",
    "sha256-9faf0311ed038e53dc8716254511d2d5b41225dd9cb3a89ca36ae6776a4068e2, invalid SRI",
  })
  void refuses(String text, String reason) {
    assertThatThrownBy(() -> Hash.parse(text, null))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void refusesAnotherAlgorithm() {
    String md5 = HashAlgorithm.MD5.hash("").toString();
    assertThatThrownBy(() -> Hash.parse(md5, HashAlgorithm.SHA1))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("should have type 'sha1'");
  }
}
