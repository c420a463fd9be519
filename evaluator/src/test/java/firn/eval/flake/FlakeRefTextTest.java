package firn.eval.flake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** References to flakes as text and as attributes (Nix manual, "Flake references"). */
final class FlakeRefTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nixpkgs | flake:nixpkgs",
        "nixpkgs/nixos-20.09 | flake:nixpkgs/nixos-20.09",
        "flake:a/b/0123456789abcdef0123456789abcdef01234567"
            + " | flake:a/b/0123456789abcdef0123456789abcdef01234567",
        "github:NixOS/nixpkgs | github:NixOS/nixpkgs",
        "github:NixOS/nixpkgs/23.05?dir=lib | github:NixOS/nixpkgs/23.05?dir=lib",
        "github:a/b?ref=feature/x | github:a/b/feature/x",
        "gitlab:a%2Fb/c | gitlab:a/b/c",
        "git+https://example.org/x?ref=main | git+https://example.org/x?ref=main",
        "git+ssh://git@example.org/x | git+ssh://git@example.org/x",
        "https://example.org/x.tar.gz | https://example.org/x.tar.gz",
        "tarball+https://example.org/x | tarball+https://example.org/x",
        "path:/a/b?dir=c | path:/a/b?dir=c",
        "/nowhere/at/all | path:/nowhere/at/all",
        "./a | path:./a",
      })
  void isReadAndWritten(String text, String written) {
    assertThat(FlakeRefText.parseRef(text, "").toString()).isEqualTo(written);
  }

  @Test
  void theFragmentStandsApart() {
    FlakeRefText parsed = FlakeRefText.parse("github:a/b#x.y%20z", "/", true);

    assertThat(parsed.fragment()).isEqualTo("x.y z");
    assertThat(parsed.ref().toString()).isEqualTo("github:a/b");
  }

  @Test
  void attributesGoThereAndBack() {
    FlakeRef ref = FlakeRefText.parseRef("github:a/b/c?dir=d", "");

    assertThat(FlakeRef.of(ref.attributes())).isEqualTo(ref);
  }

  @ParameterizedTest
  @CsvSource({"github:a", "git+https://x?rev=zz", "path://host/x", "gopher://x/y"})
  void whatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> FlakeRefText.parseRef(text, ""))
        .isInstanceOf(firn.eval.error.EvalException.class);
  }
}
