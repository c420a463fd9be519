package firn.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.eval.Evaluator;
import firn.eval.builtin.EvalSettings;
import firn.eval.error.EvalException;
import firn.packages.archive.TestArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package set as the language sees it, on the small archive of the tests. */
final class PackageSetExpressionTest {
  @TempDir Path temporary;
  private PackageSession before = PackageSession.current();
  private PackageSession session = before;

  @BeforeEach
  void use() throws IOException {
    before = PackageSession.current();
    session = session("one");
    session.use();
  }

  @AfterEach
  void restore() {
    before.use();
  }

  private PackageSession session(String name) throws IOException {
    Path folder = Files.createDirectories(temporary.resolve(name));
    return new PackageSession(
        folder.resolve("firn.lock"), TestArchive.in(folder).open("cache", "stable"));
  }

  private static String eval(String expression) {
    String home = Path.of(System.getProperty("firn.home", "..")).toAbsolutePath().toString();
    Evaluator evaluator = new Evaluator(EvalSettings.ofProcess());
    return evaluator.run(() ->
        evaluator
            .evalExpression(
                "let pkgs = import "
                    + home
                    + "/modules/src/main/nix { system = \"x86_64-linux\"; }; in "
                    + expression)
            .force()
            .asString()
            .toUnicode());
  }

  @Test
  void offersPackagesByTheirName() {
    assertThat(eval("pkgs.web.name")).isEqualTo("web-1.0-1");
    assertThat(eval("pkgs.epoch.name")).isEqualTo("epoch-1-2.0-rc1-1");
    assertThat(eval("pkgs.web.meta.description")).isEqualTo("the web of the tests");
    assertThat(eval("pkgs.lib.getExe pkgs.web"))
        .matches("/nix/store/[0-9a-z]{32}-web-1.0-1/bin/web");
  }

  @Test
  void aCycleIsOnePath() {
    assertThat(eval("pkgs.ring-a.outPath"))
        .isEqualTo(eval("pkgs.ring-c.outPath"))
        .endsWith("-ring-a-1");
  }

  @Test
  void aLockMadeElsewhereGivesTheSamePaths() throws Exception {
    String path = eval("\"${pkgs.web.drvPath} ${pkgs.ring-b.drvPath}\"");
    assertThat(session.save()).isTrue();
    assertThat(session.save()).isFalse();

    PackageSession other = session("two");
    Files.copy(temporary.resolve("one/firn.lock"), temporary.resolve("two/firn.lock"));
    other.use();
    assertThat(eval("\"${pkgs.web.drvPath} ${pkgs.ring-b.drvPath}\"")).isEqualTo(path);
    assertThat(other.save()).isFalse();
  }

  @Test
  void nothingIsLockedThatWasNotUsed() throws Exception {
    eval("pkgs.ring-a.drvPath");
    session.save();
    assertThat(Files.readString(temporary.resolve("one/firn.lock")))
        .contains("\"ring-a\"", "\"libgcc\"")
        .doesNotContain("\"web\"");
  }

  @Test
  void textsAndTreesNeedNoShell() {
    assertThat(eval("(pkgs.writeText \"t\" \"x\").drvAttrs.builder")).isEqualTo("builtin:tree");
    assertThat(eval("(pkgs.writeShellScriptBin \"t\" \"x\").drvAttrs.entries.\"bin/t\".text"))
        .startsWith("#!/nix/store/")
        .endsWith("/bin/bash\nx\n");
    assertThat(eval("(pkgs.buildEnv { name = \"e\"; paths = [ pkgs.web ]; }).drvAttrs.builder"))
        .isEqualTo("builtin:buildenv");
    assertThat(
            eval(
                "((pkgs.formats.toml { }).generate \"t\" { a = 1; b.c = [ true \"x\" ]; }).drvAttrs.entries.\"\".text"))
        .isEqualTo("a = 1\n\n[b]\nc = [true, \"x\"]\n");
  }

  @Test
  void overlaysAndOverridesReplace() {
    assertThat(eval("(pkgs.extend (final: prev: { other = prev.web; })).other.pname"))
        .isEqualTo("web");
    assertThat(eval("(pkgs.web.overrideAttrs (old: { name = old.pname + \"-mine\"; })).name"))
        .isEqualTo("web-mine");
    assertThat(eval("(pkgs.callPackage ({ web }: web) { }).pname")).isEqualTo("web");
    assertThat(eval("(pkgs.callPackage ({ web, x ? 1 }: { n = web; }) { web = \"w\"; }).n"))
        .isEqualTo("w");
  }

  @Test
  void aRootTreeHasTheClosureOfItsPackages() {
    assertThat(
            eval(
                "toString (map (d: d.name) (pkgs.debianRoot { packages = [ \"web\" ]; withEssential = false; }).drvAttrs.debs)"))
        .isEqualTo("exim libc libgcc web web-common");
  }

  @Test
  void saysWhatIsWrongAndWhatToDo() {
    assertThatThrownBy(() ->
            eval("(pkgs.debianRoot { packages = [ \"wep\" ]; withEssential = false; }).drvPath"))
        .isInstanceOf(EvalException.class)
        .hasMessageContaining("there is no package “wep” in stable")
        .hasMessageContaining("Did you mean web");
  }
}
