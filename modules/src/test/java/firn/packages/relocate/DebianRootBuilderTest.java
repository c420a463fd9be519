package firn.packages.relocate;

import static org.assertj.core.api.Assertions.assertThat;

import firn.packages.deb.DebBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DebianRootBuilderTest {
  @TempDir Path temporary;

  private Path build(DebBuilder... debs) throws Exception {
    StringBuilder list = new StringBuilder();
    String[] names = {"base", "dbus"};
    for (int i = 0; i < debs.length; i++) {
      debs[i].write(temporary.resolve("nix/store/" + names[i] + ".deb"));
      list.append(i == 0 ? "" : ", ");
      list.append("{ 'name': '%s', 'deb': '/nix/store/%s.deb' }".formatted(names[i], names[i]));
    }
    return TestContext.build(new DebianRootBuilder(), temporary, "{ 'debs': [ " + list + " ] }");
  }

  private static String text(Path out, String path) throws IOException {
    return Files.readString(out.resolve(path));
  }

  private static DebBuilder base() throws IOException {
    return new DebBuilder("base")
        .file(
            "./usr/share/base-passwd/passwd.master",
            "root:*:0:0:root:/root:/bin/bash\nwww-data:*:33:33:www-data:/var/www:/usr/sbin/nologin\n")
        .file("./usr/share/base-passwd/group.master", "root:*:0:\nshadow:*:42:\nwww-data:*:33:\n")
        .file("./usr/lib/os-release", "ID=test\n")
        .link("./etc/os-release", "../usr/lib/os-release")
        .program("./bin/mawk", "x")
        .program("./usr/bin/less", "x")
        .file("./lib/x86_64-linux-gnu/libc.so.6", "x")
        .file("./lib64/ld.so", "x")
        .control(
            "postinst",
            "update-alternatives --install /usr/bin/awk awk /usr/bin/mawk 5\n"
                + "update-alternatives --install /usr/bin/pager pager /usr/bin/less 77\n");
  }

  @Test
  void mergesEverythingBelowUsr() throws Exception {
    Path out = build(base());
    assertThat(Files.readSymbolicLink(out.resolve("bin"))).hasToString("usr/bin");
    assertThat(Files.readSymbolicLink(out.resolve("lib64"))).hasToString("usr/lib64");
    assertThat(out.resolve("usr/lib/x86_64-linux-gnu/libc.so.6")).isRegularFile();
    assertThat(Files.readSymbolicLink(out.resolve("usr/bin/awk"))).hasToString("mawk");
    assertThat(Files.readSymbolicLink(out.resolve("usr/bin/pager"))).hasToString("less");
    assertThat(out.resolve("proc")).isEmptyDirectory();
    assertThat(Files.isSymbolicLink(out.resolve("etc/os-release"))).isFalse();
    assertThat(text(out, "etc/os-release")).isEqualTo("ID=test\n");
  }

  @Test
  void bringsTheAccountsOfItsPackages() throws Exception {
    Path out =
        build(
            base(),
            new DebBuilder("dbus")
                .file(
                    "./usr/lib/sysusers.d/x.conf",
                    "# comment\ng render -\nu _x 999:33 \"X y\" /var/lib/x\nm _x shadow\n"));
    String passwd = text(out, "etc/passwd");
    assertThat(passwd)
        .startsWith("root:x:0:0:root:/root:/bin/bash\n")
        .contains("_x:x:999:33:X y:/var/lib/x:/usr/sbin/nologin\n")
        .containsPattern("messagebus:x:\\d+:\\d+::/nonexistent:/usr/sbin/nologin");
    assertThat(text(out, "etc/group"))
        .contains("shadow:x:42:_x\n")
        .containsPattern("render:x:\\d+:");
    assertThat(text(out, "etc/shadow")).contains("root:*:1:0:99999:7:::\n");
    assertThat(text(out, "nix-support/debian-root.json")).contains("\"etc/shadow\"", "\"640\"");
  }

  @Test
  void keepsIdsWhereOtherPackagesCome() throws Exception {
    Accounts few = new Accounts();
    few.sysusers("u beta - -\n");
    few.choose();
    Accounts more = new Accounts();
    more.sysusers("u alpha - -\nu beta - -\nu gamma - -\n");
    more.choose();
    String line = few.passwd().lines().findFirst().orElseThrow();
    assertThat(more.passwd()).contains(line);
  }

  @Test
  void fillsPamFromProfiles() throws Exception {
    Path out =
        build(
            base()
                .file(
                    "./usr/share/pam-configs/unix",
                    """
                    Name: Unix
                    Default: yes
                    Priority: 256
                    Auth-Type: Primary
                    Auth:
                    \t[success=end default=ignore]\tpam_unix.so try_first_pass
                    Auth-Initial:
                    \t[success=end default=ignore]\tpam_unix.so
                    Session-Type: Additional
                    Session:
                    \trequired\tpam_unix.so
                    """)
                .file(
                    "./usr/share/pam-configs/more",
                    """
                    Name: More
                    Default: yes
                    Priority: 10
                    Auth-Type: Primary
                    Auth:
                    \t[success=end default=ignore]\tpam_more.so
                    Session-Interactive-Only: yes
                    Session-Type: Additional
                    Session:
                    \toptional\tpam_more.so
                    """)
                .file(
                    "./usr/share/pam-configs/off",
                    "Name: Off\nDefault: no\nAuth-Type: Primary\nAuth:\n\trequired pam_off.so\n"));
    assertThat(text(out, "etc/pam.d/common-auth"))
        .isEqualTo(
            "auth\t[success=2 default=ignore]\tpam_unix.so\n"
                + "auth\t[success=1 default=ignore]\tpam_more.so\n"
                + "auth\trequisite\tpam_deny.so\n"
                + "auth\trequired\tpam_permit.so\n");
    assertThat(text(out, "etc/pam.d/common-session")).contains("pam_unix.so", "pam_more.so");
    assertThat(text(out, "etc/pam.d/common-session-noninteractive"))
        .contains("pam_unix.so")
        .doesNotContain("pam_more.so");
  }
}
