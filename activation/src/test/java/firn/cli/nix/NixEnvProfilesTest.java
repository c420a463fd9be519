package firn.cli.nix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import firn.cli.CommandRun;
import firn.store.HashAlgorithm;
import firn.store.local.FileTrees;
import firn.store.nar.HashSink;
import firn.store.nar.NarEncoder;
import firn.store.nar.TreeReader;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Profiles as {@code nix-env} makes them: Firn's are C++ Nix's, to the store path. */
class NixEnvProfilesTest {
  private static final String EXPRESSION =
      """
      let
        package = name: tree: hash: more: derivation {
          inherit name;
          system = "builtin";
          builder = "builtin:fetchurl";
          url = "file://HERE/${tree}.nar";
          unpack = true;
          outputHashMode = "recursive";
          outputHashAlgo = "sha256";
          outputHash = hash;
        } // more;
        license = { spdx = "MIT"; free = true; };
      in rec {
        a = package "alpha-1.0" "one" "HASH-one" {
          meta = {
            description = "a \\"quoted\\" \\${text}\\n";
            priority = 3;
            list = [ 1 2.5 true "x" [ ] { } ];
            licenses = [ license license ];
            unfit = x: x;
            none = null;
            outputsToInstall = [ "out" ];
          };
        };
        a2 = package "alpha-1.1" "two" "HASH-two" { };
        b = package "beta-2" "three" "HASH-three" { meta.license = license; };
        g = package "gamma-0.1pre" "four" "HASH-four" { system = "other"; };
        several = a // {
          name = "several-1"; outputs = [ "out" "dev" ]; out = b; dev = g; meta = { }; inherit (b) outPath;
        };
        below = { recurseForDerivations = true; c = b // { name = "below-1"; }; };
        broken = throw "no";
      }
      """;

  private Path folder;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createTempDirectory("firn-profiles");
    String text = EXPRESSION.replace("HERE", folder.toString());
    for (String tree : List.of("one", "two", "three", "four")) {
      Path bin = Files.createDirectories(folder.resolve(tree + "/bin"));
      Files.writeString(bin.resolve(tree.equals("two") ? "one" : tree), tree);
      HashSink hash = new HashSink(HashAlgorithm.SHA256);
      TreeReader.read(PathBytes.of(folder.resolve(tree)), new NarEncoder(hash));
      try (OutputStream out = Files.newOutputStream(folder.resolve(tree + ".nar"))) {
        TreeReader.read(PathBytes.of(folder.resolve(tree)), new NarEncoder(out));
      }
      text = text.replace("HASH-" + tree, hash.hash().nix32());
    }
    file = Files.writeString(folder.resolve("packages.nix"), text);
  }

  @AfterEach
  void close() throws IOException {
    FileTrees.delete(PathBytes.of(folder));
  }

  private CommandRun firn(String... words) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--store", "" + folder.resolve("store"), "-p", "" + profile(), "-f", "" + file));
    all.addAll(List.of(words));
    return CommandRun.of("nix-env", all);
  }

  private CommandRun good(String... words) {
    CommandRun run = firn(words);
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  private Path profile() {
    return folder.resolve("profiles/p");
  }

  private Path found(String name) throws IOException {
    return found(profile(), name);
  }

  /** A file of a profile, through links that lead to {@code /nix/store}, which lies elsewhere. */
  private Path found(Path profile, String name) throws IOException {
    Path at = profile;
    for (String part : name.split("/")) {
      at = at.resolve(part);
      while (Files.isSymbolicLink(at)) {
        Path target = Files.readSymbolicLink(at);
        at =
            target.startsWith("/nix/store")
                ? folder.resolve("store" + target)
                : at.resolveSibling(target);
      }
    }
    return at;
  }

  private List<String> installed() {
    return good("-q").out().lines().toList();
  }

  /** In a store away from the root a profile can be followed, too. */
  @Test
  void packagesComeAndGo() throws IOException {
    assertThat(good("-iA", "a", "b").err()).contains("installing 'alpha-1.0'", "'beta-2'");
    assertThat(Files.readString(found("bin/one"))).isEqualTo("one");
    assertThat(installed()).containsExactly("alpha-1.0", "beta-2");
    assertThat(good("-u").err()).contains("upgrading 'alpha-1.0' to 'alpha-1.1'");
    assertThat(Files.readString(found("bin/one"))).isEqualTo("two");
    good("-e", "beta");
    assertThat(installed()).containsExactly("alpha-1.1");
    assertThat(found("bin/three")).doesNotExist();

    assertThat(good("--rollback").err()).contains("switching profile from version 3 to 2");
    assertThat(installed()).containsExactly("alpha-1.1", "beta-2");
    assertThat(good("--list-generations").out().lines())
        .hasSize(3)
        .element(1)
        .asString()
        .matches(" {3}2 {3}[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8} {3}\\(current\\)");
    good("-G", "1");
    assertThat(installed()).containsExactly("alpha-1.0", "beta-2");
    assertThat(firn("-G", "9").err()).contains("profile version 9 does not exist");
    assertThat(firn("--rollback").err()).contains("no profile version older than the current (1)");
    good("-iA", "a", "--dry-run");
    assertThat(good("--list-generations").out().lines()).hasSize(3);
  }

  @Test
  void generationsKeepWhatTheyLeadToAndNoMore() throws IOException {
    good("-iA", "b");
    good("--set", "-A", "a");
    assertThat(Files.readString(found("bin/one"))).isEqualTo("one");
    good("-iA", "g");
    String store = folder.resolve("store").toString();
    CommandRun.of("nix-store", List.of("--store", store, "--gc"));
    good("-G", "1");
    assertThat(found("bin/three")).exists();
    assertThat(firn("--delete-generations", "1").code()).isEqualTo(1);
    assertThat(good("--delete-generations", "old").err()).contains("version 2", "version 3");
    Path kept = profile().toRealPath();
    CommandRun collected = CommandRun.of("nix-store", List.of("--store", store, "--gc"));
    assertThat(collected.out()).isNotEmpty().doesNotStartWith("0 ");
    assertThat(profile().toRealPath()).isEqualTo(kept);
    assertThat(found("bin/three")).exists();
    good("--delete-generations", "30d");
    good("--delete-generations", "+1");
    assertThat(good("--list-generations").out().lines()).hasSize(1);
  }

  @Test
  void whatIsNotMeantIsRefused() {
    assertThat(firn("-i", "nothing").err()).contains("selector 'nothing' matches no derivations");
    assertThat(firn("-i", "nothing").code()).isEqualTo(1);
    assertThat(firn("-i", "-e", "x").err()).contains("only one operation may be specified");
    assertThat(firn().err()).contains("no operation specified");
    assertThat(firn("--set", "*").err()).contains("--set requires exactly one derivation");
    assertThat(firn("--set-flag", "priority", "4", "beta").err())
        .contains("matches no derivations");
    assertThat(firn("-i", "(").err()).contains("invalid regular expression");
    assertThat(profile()).doesNotExist();
    good("-e", "nothing");
    assertThat(firn("--delete-generations", "x").err()).contains("invalid generation number 'x'");
  }

  /** Elsewhere the option of that name is that of Firn's evaluator. */
  @Test
  void theProfileMayBeNamedAtLength() throws IOException {
    Path other = folder.resolve("profiles/other");
    CommandRun run =
        CommandRun.of(
            "nix-env",
            List.of(
                "--store",
                "" + folder.resolve("store"),
                "--profile",
                "" + other,
                "-f",
                "" + file,
                "-iA",
                "b"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(other).isSymbolicLink();
    assertThat(found(other, "bin/three")).exists();
  }

  /**
   * Each of two profiles in the store at the root goes through the same, one by Firn and one by C++
   * Nix; after each step they lead to the same store path, and in the end each goes on with the
   * profile of the other.
   */
  @Test
  void everyOperationLeadsToTheStorePathThatNixMakes() throws Exception {
    assumeTrue(
        Posix.isRoot()
            && Files.isDirectory(Path.of("/nix"))
            && Files.isExecutable(Path.of("/usr/bin/nix-env")),
        "needs root, nix-bin and /nix");
    Files.createDirectory(folder.resolve("own"));
    Files.createDirectory(folder.resolve("profiles"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String script =
        """
        mount --bind "$1/own" /nix || exit 1
        cd "$1"
        export NIX_REMOTE=local HOME="$1" NIX_CONFIG='build-users-group =
        substituters ='
        firn() {
          "$J" --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -Dfirn.name=nix-env -cp "$C" firn.cli.Main --store / "$@"
        }
        J=$2 C=$3 N=$1/profiles/n F=$1/profiles/f
        both() {
          firn -p "$F" -f packages.nix "$@" >ours 2>our-errors; ours=$?
          nix-env -p "$N" -f packages.nix "$@" >theirs 2>their-errors; theirs=$?
          if [ "$(readlink -f "$F")" = "$(readlink -f "$N")" ] && [ $ours = $theirs ] && cmp -s ours theirs
          then echo "same: $*"
          else echo "different: $* ($ours, $theirs)"; diff "$F/manifest.nix" "$N/manifest.nix"; diff ours theirs; cat our-errors their-errors
          fi
        }
        both -iA a b
        both -q --out-path
        both -q -c
        both -qa -c -P
        both -qa -s -c --system --description
        both -qa -b
        both -qa -b -s
        both -q -c --xml
        both -qa -c -s --xml --meta --out-path
        both -q -s --xml --meta
        both -q -P
        both -i gamma
        both -u
        both -q -c
        both -qa -c
        both -u --always
        both -e beta
        both -iA b g
        both -e alpha
        both --rollback
        both -G 7
        both -G 1
        both -i alpha
        both -i alpha-1.0 -P
        both -i 'al.*' --remove-all
        both --set-flag priority 4 alpha
        both -E -i 'x: x.b'
        both -iA several
        both --set -A b
        both -i nothing
        both -iA below
        both -i "$(readlink -f "$F")"
        both -e user-environment
        both -e "$(readlink -f "$F")"
        both --delete-generations 3
        both --delete-generations +2
        both -e none
        both -iA broken
        mkdir -p .nix-defexpr/more/set .nix-defexpr/packages
        ln -s "$1/packages.nix" .nix-defexpr/packages/mine.nix
        echo '{ deeper = (import ../../../packages.nix).b // { name = "deeper-1"; }; }' >.nix-defexpr/more/set/default.nix
        ln -s /nowhere .nix-defexpr/dangling.nix
        echo text >.nix-defexpr/text
        default() {
          firn -p "$F" "$@" >ours 2>our-errors; ours=$?
          nix-env -p "$N" "$@" >theirs 2>their-errors; theirs=$?
          if [ "$(readlink -f "$F")" = "$(readlink -f "$N")" ] && [ $ours = $theirs ] && cmp -s ours theirs
          then echo "same: $*"; else echo "different: $* ($ours, $theirs)"; diff ours theirs; cat our-errors their-errors; fi
        }
        default -qaP
        default -qaP -f .nix-defexpr/more
        default -iA mine.a set.deeper
        default -e deeper alpha
        firn -p "$N" -f packages.nix -iA g 2>errors || cat errors
        nix-env -p "$N" -q | tr '\\n' ' '; echo
        nix-env -p "$F" -f packages.nix -iA a2 2>errors || cat errors
        firn -p "$F" -q | tr '\\n' ' '; echo
        nix-store --gc >/dev/null 2>&1
        ls "$F/bin" | tr '\\n' ' '; echo
        nix-store --verify --check-contents 2>errors && echo verified
        """;
    Process process =
        new ProcessBuilder(
                "unshare",
                "-m",
                "sh",
                "-c",
                script,
                "sh",
                folder.toString(),
                java,
                System.getProperty("java.class.path"))
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    assertThat(lines.subList(0, 42)).allMatch(line -> line.startsWith("same: "));
    assertThat(lines.subList(42, lines.size()))
        .containsExactly("below-1 gamma-0.1pre ", "alpha-1.1 below-1 ", "one three ", "verified");
  }
}
