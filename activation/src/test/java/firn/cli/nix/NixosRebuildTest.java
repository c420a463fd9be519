package firn.cli.nix;

import static org.assertj.core.api.Assertions.assertThat;

import firn.cli.Terminal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What nixos-rebuild's command lines become. */
final class NixosRebuildTest {
  @ParameterizedTest
  @CsvSource({
    "switch, rebuild switch",
    "switch --rollback, rebuild switch --rollback",
    "switch -I nixos-config=/x.nix -I a=/b, rebuild switch -I a=/b --config /x.nix",
    "test -c quiet -p other, rebuild test --specialisation quiet --profile-name other",
    "boot --flake .#host, rebuild boot --flake .#host",
    "switch --flake .#host --no-flake, rebuild switch",
    "build -f sys.nix -A web, rebuild build --file sys.nix --attr web",
    "build --diff, rebuild diff",
    "dry-activate -v --show-trace, rebuild dry-activate --show-trace --verbose",
    "list-generations --json, rebuild list-generations --json",
    "dry-build --fast --upgrade --sudo, rebuild dry-build",
    "build-image, rebuild build-image",
    "switch --target-host root@there --use-remote-sudo, rebuild switch --target-host root@there --sudo",
    "switch --build-host root@there, rebuild switch --build-host root@there",
    "build --build-host localhost, rebuild build --build-host localhost",
    "list-generations --build-host there, rebuild list-generations",
    "edit, rebuild edit"
  })
  void anArgumentMeansTheSame(String given, String expected) {
    NixosRebuild command = new NixosRebuild(Terminal.ofProcess());
    new CommandLine(command).setOverwrittenOptionsAllowed(true).parseArgs(given.strip().split(" "));
    assertThat(String.join(" ", command.arguments())).isEqualTo(expected);
  }
}
