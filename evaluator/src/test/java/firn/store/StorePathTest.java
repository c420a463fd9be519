package firn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorePathTest {
  private static final String HASH = "gfp48s3v9ccxsli1n3i4mc8lfybar57n";

  @Test
  void splits() {
    StorePath path = StorePath.parse("/nix/store/" + HASH + "-hello-1.0");
    assertThat(path.hashPart()).isEqualTo(HASH);
    assertThat(path.name()).isEqualTo("hello-1.0");
    assertThat(path).hasToString("/nix/store/" + HASH + "-hello-1.0");
    assertThat(StorePath.containing(path + "/bin/../x")).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/nix/store",
        "/nix/store/",
        "/nix/store/hello",
        "/nix/store/" + HASH,
        "/nix/store/" + HASH + "-",
        "/nix/store/" + HASH + "-.",
        "/nix/store/" + HASH + "-..",
        "/nix/store/" + HASH + "-..-a",
        "/nix/store/" + HASH + "-a b",
        "/nix/store/" + HASH + "-a/b",
        "/nix/store/" + HASH + "-a\0b",
        "/nix/store/" + HASH + "-\u00fc",
        "/nix/store/../" + HASH + "-a",
        "/nix/store/efp48s3v9ccxsli1n3i4mc8lfybar57n-a",
        "/nix/store/GFP48s3v9ccxsli1n3i4mc8lfybar57n-a",
        "/gnu/store/" + HASH + "-a",
        "nix/store/" + HASH + "-a",
      })
  void refuses(String path) {
    assertThatThrownBy(() -> StorePath.parse(path)).isInstanceOf(MalformedException.class);
  }

  @Test
  void namesAreBounded() {
    StorePath.checkName("x".repeat(211));
    assertThatThrownBy(() -> StorePath.checkName("x".repeat(212)))
        .isInstanceOf(MalformedException.class);
  }

  /** Expected paths are what {@code builtins.toFile} and {@code nix-store --add} gave. */
  @Test
  void followsFromContents() {
    assertThat(StorePaths.text("s", "hi", List.of()))
        .hasToString("/nix/store/1xxwsn6zv14hfln4dm1jigllzj4q98rk-s");
    assertThat(
            StorePaths.fixed(
                "fx",
                new ContentAddress(
                    ContentAddress.Method.RECURSIVE,
                    Hash.parse("0".repeat(64), HashAlgorithm.SHA256))))
        .hasToString("/nix/store/212zs9kycybyds6sng1pycxpnpv114qn-fx");
  }
}
