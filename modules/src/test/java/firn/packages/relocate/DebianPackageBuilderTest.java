package firn.packages.relocate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.packages.deb.DebBuilder;
import firn.store.build.BuildException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DebianPackageBuilderTest {
  @TempDir Path temporary;

  @BeforeEach
  void inputs() throws IOException {
    input("shell", "bin/sh", "");
    input("shell", "bin/bash", "");
    input("python", "bin/python3", "");
    input("python", "lib/python3/dist-packages/six.py", "");
    input("lib", "lib/x86_64-linux-gnu/libz.so.1", "");
    input("lib", "share/lib/table", "");
  }

  private void input(String name, String path, String text) throws IOException {
    Path file = temporary.resolve("nix/store/" + name).resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Path build(DebBuilder deb, String more) throws Exception {
    deb.write(temporary.resolve("nix/store/x.deb"));
    return TestContext.build(
        new DebianPackageBuilder(),
        temporary,
        "{ 'debs': [ { 'name': 'x', 'deb': '/nix/store/x.deb' } ],"
            + " 'inputs': [ '/nix/store/python', '/nix/store/lib' ],"
            + " 'base': [ '/nix/store/shell' ]"
            + (more.isEmpty() ? "" : ", " + more)
            + " }");
  }

  private static String text(Path out, String path) throws IOException {
    return Files.readString(out.resolve(path));
  }

  private static String link(Path out, String path) throws IOException {
    return Files.readSymbolicLink(out.resolve(path)).toString();
  }

  @Test
  void mergesUsrAwayAndLeavesDocumentationOut() throws Exception {
    Path out =
        build(
            new DebBuilder("x")
                .program("./usr/sbin/d", "d")
                .program("./bin/b", "b")
                .file("./usr/lib/x86_64-linux-gnu/x/data", "l")
                .file("./lib/systemd/system/d.service", "[Service]\nExecStart=/usr/sbin/d -x\n")
                .file("./usr/share/doc/x/changelog.gz", "c")
                .file("./usr/share/doc/x/copyright", "c")
                .file("./etc/x.conf", "/usr/sbin/d"),
            "");
    assertThat(out.resolve("bin/d")).isExecutable();
    assertThat(out.resolve("bin/b")).isExecutable();
    assertThat(out.resolve("lib/x86_64-linux-gnu/x/data")).isRegularFile();
    assertThat(text(out, "lib/systemd/system/d.service"))
        .contains("ExecStart=/nix/store/the-output/bin/d -x");
    assertThat(out.resolve("share/doc/x/changelog.gz")).doesNotExist();
    assertThat(out.resolve("share/doc/x/copyright")).isRegularFile();
    assertThat(text(out, "etc/x.conf")).isEqualTo("/usr/sbin/d");
    assertThat(text(out, "nix-support/propagated-build-inputs"))
        .isEqualTo("/nix/store/python /nix/store/lib\n");
    assertThat(text(out, "nix-support/debian-control")).startsWith("Package: x\n");
  }

  @Test
  void mendsScripts() throws Exception {
    Path out =
        build(
            new DebBuilder("x")
                .program(
                    "./usr/bin/a",
                    "#!/bin/sh -e\n/usr/lib/x/helper /usr/share/lib/table $D/usr/lib/x/helper /usr/share/none\n")
                .program("./usr/lib/x/helper", "#! /usr/bin/env bash\n")
                .program("./usr/bin/option", "#!/bin/sh -S0\n")
                .program("./usr/bin/odd", "#!/usr/bin/lua\n"),
            "");
    assertThat(text(out, "bin/a"))
        .isEqualTo(
            "#!/nix/store/shell/bin/sh -e\n/nix/store/the-output/lib/x/helper"
                + " /nix/store/lib/share/lib/table $D/usr/lib/x/helper /usr/share/none\n");
    assertThat(text(out, "lib/x/helper")).isEqualTo("#!/nix/store/shell/bin/bash\n");
    assertThat(text(out, "bin/option")).isEqualTo("#!/nix/store/shell/bin/sh -S0\n");
    assertThat(text(out, "bin/odd")).isEqualTo("#!/usr/bin/lua\n");
  }

  @Test
  void mendsTheFirstLineOfAProgramThatIsTooLargeForAText() throws Exception {
    String code = "/bin/sh\0".repeat(1 << 19);
    Path out =
        build(
            new DebBuilder("x")
                .program("./usr/bin/large", "#!/usr/bin/env -S python3 -O\n" + code)
                .program("./usr/bin/byte-code", "#!/usr/bin/python3\n" + code)
                .hardLink("./usr/bin/twin", "./usr/bin/byte-code"),
            "");
    assertThat(text(out, "bin/large")).isEqualTo("#!/nix/store/python/bin/python3 -O\n" + code);
    assertThat(text(out, "bin/byte-code")).isEqualTo("#!/nix/store/python/bin/python3\n" + code);
    assertThat(out.resolve("bin/twin")).hasSameBinaryContentAs(out.resolve("bin/byte-code"));
    assertThat(out.resolve("bin/byte-code")).isExecutable();
  }

  @Test
  void mendsPerlModules() throws Exception {
    Path out =
        build(
            new DebBuilder("x")
                .file("./usr/share/x/X/Config.pm", "our $libdir = '/usr/share/x';\n")
                .file("./usr/share/x/am/header.am", ""),
            "");
    assertThat(text(out, "share/x/X/Config.pm"))
        .isEqualTo("our $libdir = '/nix/store/the-output/share/x';\n");
  }

  @Test
  void letsPythonProgramsFindTheModulesOfTheirDependencies() throws Exception {
    Path out =
        build(
            new DebBuilder("x")
                .program("./usr/bin/tool", "#!/usr/bin/python3\nimport six\n")
                .file("./usr/lib/python3/dist-packages/x.py", ""),
            "");
    assertThat(text(out, "bin/tool"))
        .contains(
            "PYTHONPATH=/nix/store/the-output/lib/python3/dist-packages:"
                + "/nix/store/python/lib/python3/dist-packages")
        .contains("exec /nix/store/the-output/libexec/wrapped/tool \"$@\"");
    assertThat(text(out, "libexec/wrapped/tool")).startsWith("#!/nix/store/python/bin/python3\n");
  }

  @Test
  void letsRubyProgramsFindGemsBesideThoseSearchedByDefault() throws Exception {
    input("shell", "bin/ruby", "");
    input("lib", "share/rubygems-integration/all/specifications/y.gemspec", "");
    Path out = build(new DebBuilder("x").program("./usr/bin/tool", "#!/usr/bin/ruby\n"), "");
    assertThat(text(out, "bin/tool"))
        .contains("export GEM_PATH=/nix/store/lib/share/rubygems-integration/all:\"$GEM_PATH\"\n");
  }

  @Test
  void letsPerlProgramsThatBelieveNoEnvironmentFindTheirModules() throws Exception {
    input("shell", "bin/perl", "");
    input("lib", "share/perl5/Y.pm", "");
    Path out =
        build(new DebBuilder("x").program("./usr/bin/tool", "#!/usr/bin/perl -w -T\nuse Y;\n"), "");
    assertThat(text(out, "libexec/wrapped/tool"))
        .isEqualTo(
            "#!/nix/store/shell/bin/perl -w -T\n"
                + "BEGIN { unshift @INC, qw(/nix/store/lib/share/perl5); }\n"
                + "#line 2\nuse Y;\n");
  }

  @Test
  void namesLibrariesThatPythonModulesLoadByWhereTheyAre() throws Exception {
    String text = "CDLL('libz.so.1'), CDLL(\"libnone.so.1\"), 'libz.so'\n";
    Path out = build(new DebBuilder("x").file("./usr/lib/python3/dist-packages/x.py", text), "");
    assertThat(text(out, "lib/python3/dist-packages/x.py"))
        .isEqualTo(text.replace("'libz.so.1'", "'/nix/store/lib/lib/x86_64-linux-gnu/libz.so.1'"));
  }

  @Test
  void namesWhatGhcConsistsOfRelativeToItsDescription() throws Exception {
    Path out =
        build(
            new DebBuilder("x")
                .file("./usr/lib/ghc/y-1/Y.hi", "")
                .link("./usr/lib/ghc/package.conf.d", "/var/lib/ghc/package.conf.d")
                .program("./usr/bin/y", "")
                .file(
                    "./var/lib/ghc/package.conf.d/y-1.conf",
                    "import-dirs: /usr/lib/ghc/y-1\nprogram: /usr/bin/y\n"),
            "");
    assertThat(text(out, "var/lib/ghc/package.conf.d/y-1.conf"))
        .isEqualTo("import-dirs: ${pkgroot}/y-1\nprogram: /nix/store/the-output/bin/y\n");
  }

  @Test
  void mendsLinks() throws Exception {
    Path out =
        build(
            new DebBuilder("x")
                .program("./bin/x", "")
                .link("./usr/bin/x", "/bin/x")
                .link("./usr/bin/y", "../../bin/x")
                .link("./usr/lib/x86_64-linux-gnu/libz.so", "libz.so.1")
                .link("./lib64/ld.so", "/lib/x86_64-linux-gnu/libz.so.1")
                .link("./etc/x/state", "/var/lib/x")
                .link("./usr/share/up", "../../../../../../etc/shadow"),
            "");
    assertThat(Files.isRegularFile(out.resolve("bin/x"), LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(link(out, "bin/y")).isEqualTo("x");
    assertThat(link(out, "lib/x86_64-linux-gnu/libz.so"))
        .isEqualTo("/nix/store/lib/lib/x86_64-linux-gnu/libz.so.1");
    assertThat(link(out, "lib/ld.so")).isEqualTo("/nix/store/lib/lib/x86_64-linux-gnu/libz.so.1");
    assertThat(link(out, "etc/x/state")).isEqualTo("/var/lib/x");
    assertThat(link(out, "share/up")).isEqualTo("/etc/shadow");
  }

  @Test
  void mendsPkgConfigAndLinkerScripts() throws Exception {
    Path out =
        build(
            new DebBuilder("x")
                .file(
                    "./usr/lib/x86_64-linux-gnu/pkgconfig/x.pc",
                    "prefix=/usr\nlibdir=${prefix}/lib\nincludedir=/usr/include\n")
                .file(
                    "./usr/lib/x86_64-linux-gnu/libx.so",
                    "GROUP ( /lib/x86_64-linux-gnu/libz.so.1 AS_NEEDED ( libx.a ) )\n"),
            "");
    assertThat(text(out, "lib/x86_64-linux-gnu/pkgconfig/x.pc"))
        .isEqualTo(
            "prefix=/nix/store/the-output\nlibdir=${prefix}/lib\n"
                + "includedir=/nix/store/the-output/include\n");
    assertThat(text(out, "lib/x86_64-linux-gnu/libx.so"))
        .startsWith("GROUP ( /nix/store/lib/lib/x86_64-linux-gnu/libz.so.1 ");
  }

  @Test
  void makesTheLinksOfAlternatives() throws Exception {
    Path out =
        build(
            new DebBuilder("x")
                .control(
                    "postinst",
                    """
                    #!/bin/sh
                    update-alternatives --install /usr/bin/awk awk /usr/bin/mawk 5 \\
                      --slave /usr/bin/nawk nawk /usr/bin/mawk
                    """)
                .program("./usr/bin/mawk", ""),
            "");
    assertThat(link(out, "bin/awk")).isEqualTo("mawk");
    assertThat(link(out, "bin/nawk")).isEqualTo("mawk");
  }

  @Test
  void anAlternativeMayBeALinkToAnotherPackage() throws Exception {
    Path out =
        build(
            new DebBuilder("x")
                .control(
                    "postinst", "update-alternatives --install /usr/bin/y y /usr/bin/python-x 5\n")
                .link("./usr/bin/python-x", "python3")
                .link("./usr/bin/none", "nothing")
                .link("./usr/bin/to-none", "none"),
            "");
    assertThat(link(out, "bin/python-x")).isEqualTo("/nix/store/python/bin/python3");
    assertThat(link(out, "bin/y")).isEqualTo("python-x");
    assertThat(link(out, "bin/to-none")).isEqualTo("/usr/bin/none");
  }

  @Test
  void addsWhatThePackageSetAsksFor() throws Exception {
    Path out =
        build(
            new DebBuilder("x")
                .program("./usr/bin/x-real", "\177ELF")
                .program("./usr/lib/x/1/bin/one", "1")
                .file("./usr/share/certs/b.crt", "B")
                .file("./usr/share/certs/a.crt", "A\n"),
            "'links': { 'bin/x': '@out@/bin/x-real' },"
                + " 'linkFolders': { 'bin': 'lib/x/1/bin' },"
                + " 'files': { 'share/x.conf': 'at @out@' },"
                + " 'concat': { 'etc/all.crt': 'share/certs' },"
                + " 'wrappers': { 'bin/x': { 'set': { 'A': 'it\\u0027s @out@' }, 'prefix': { 'P': '/p' },"
                + " 'setDefault': { 'D': '$x' }, 'arguments': [ '-c', 'a b' ] } }");
    assertThat(text(out, "bin/x"))
        .isEqualTo(
            """
            #!/nix/store/shell/bin/bash
            export A='it'\\''s /nix/store/the-output'
            export D="${D-\\$x}"
            export P=/p"${P:+:$P}"
            exec -a "$0" /nix/store/the-output/bin/x-real -c 'a b' "$@"
            """);
    assertThat(link(out, "bin/one")).isEqualTo("../lib/x/1/bin/one");
    assertThat(text(out, "share/x.conf")).isEqualTo("at /nix/store/the-output");
    assertThat(text(out, "etc/all.crt")).isEqualTo("A\nB\n");
  }

  @Test
  void writesNothingThroughALink() throws Exception {
    Path victim = temporary.resolve("victim");
    Files.createDirectories(victim);
    assertThatThrownBy(() ->
            build(
                new DebBuilder("x")
                    .link("./usr/share/evil", victim.toString())
                    .file("./usr/share/evil/planted", "x"),
                ""))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("lies behind a link that leads nowhere");
    assertThat(victim).isEmptyDirectory();
  }

  @Test
  void aLinkedFolderInsideIsFollowed() throws Exception {
    Path out =
        build(
            new DebBuilder("x")
                .folder("./usr/share/real")
                .link("./usr/share/alias", "real")
                .file("./usr/share/alias/a", "x"),
            "");
    assertThat(out.resolve("share/real/a")).isRegularFile();
  }

  @Test
  void refusesAHardLinkToNothing() {
    assertThatThrownBy(
            () -> build(new DebBuilder("x").hardLink("./usr/bin/a", "./usr/bin/none"), ""))
        .hasMessageContaining("names a file that is not in the package");
  }

  @Test
  void refusesLinksThatLoop() {
    assertThatThrownBy(() ->
            build(
                new DebBuilder("x")
                    .link("./usr/share/a", "b")
                    .link("./usr/share/b", "a")
                    .file("./usr/share/a/x", "x"),
                ""))
        .isInstanceOf(BuildException.class);
  }

  @Test
  void refusesAFileWhereAFolderIs() {
    assertThatThrownBy(() ->
            build(new DebBuilder("x").file("./usr/share/a/b", "x").file("./usr/share/a", "x"), ""))
        .hasMessageContaining("is a file and a folder");
  }

  @Test
  void refusesAnotherPackageThanTheOneAskedFor() {
    assertThatThrownBy(() -> build(new DebBuilder("y"), ""))
        .hasMessageContaining("the package “x” is refused: it calls itself “y”");
  }
}
