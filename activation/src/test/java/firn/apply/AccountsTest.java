package firn.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firn.manifest.GroupEntry;
import firn.manifest.UserEntry;
import firn.manifest.UsersEntry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AccountsTest {
  private static final String PASSWD =
      """
      root:x:0:0:root:/root:/bin/bash
      +::::::
      www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin
      """;
  private static final String GROUP = "root:x:0:\nwww-data:x:33:\nadm:x:4:carol\n";
  private static final String SHADOW = "root:$y$secret:19000:0:99999:7:::\nwww-data:*:1::::::\n";

  private AccountFiles files = AccountFiles.parse(PASSWD, GROUP, SHADOW);
  private final Accounts.Memory memory =
      new Accounts.Memory(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  private UsersEntry before = users(Map.of(), Map.of());

  @Test
  void idsComeFromTheDeclarationThenFromMemoryThenFromTheRangesOfNixos() {
    apply(
        users(
            Map.of(
                "alice", user(1000, "people", false),
                "bob", user(null, "people", false),
                "daemon1", user(null, "people", true),
                "daemon2", user(null, "people", true)),
            Map.of("people", group(null))));
    assertThat(AccountFiles.ids(files.passwd))
        .containsEntry("alice", 1000)
        .containsEntry("bob", 1001)
        .containsEntry("daemon1", 999)
        .containsEntry("daemon2", 998);
    assertThat(AccountFiles.ids(files.group)).containsEntry("people", 999);

    apply(users(Map.of("daemon2", user(null, "people", true)), Map.of("people", group(null))));
    assertThat(AccountFiles.ids(files.passwd)).doesNotContainKeys("alice", "bob", "daemon1");
    apply(
        users(
            Map.of("a", user(null, "people", true), "daemon1", user(null, "people", true)),
            Map.of("people", group(null))));
    assertThat(AccountFiles.ids(files.passwd))
        .as("an id that was once given is never given to another")
        .containsEntry("daemon1", 999)
        .containsEntry("a", 997);
  }

  @Test
  void anExistingAccountKeepsItsIdAndPasswordAndIsNotRemovedWithItsDeclaration() {
    apply(users(Map.of("www-data", user(4711, "root", true)), Map.of()));
    assertThat(field(files.passwd, "www-data", 2)).isEqualTo("33");
    assertThat(field(files.shadow, "www-data", 1)).isEqualTo("*");
    apply(users(Map.of(), Map.of()));
    assertThat(files.passwd).containsKey("www-data");
    assertThat(AccountFiles.text(files.passwd)).contains("\n+::::::\n");
  }

  @Test
  void rootIsNeverRemoved() {
    apply(users(Map.of("root", user(0, "root", true)), Map.of("root", group(0))));
    memory.adoptedUsers().clear();
    memory.adoptedGroups().clear();
    apply(users(Map.of(), Map.of()));
    assertThat(files.passwd).containsKey("root");
    assertThat(files.group).containsKey("root");
  }

  @Test
  void membersThatWereAddedByHandStayAndThoseNoLongerDeclaredGo() {
    files.passwd.put(
        "carol", new String[] {"carol", "x", "1005", "0", "", "/home/carol", "/bin/sh"});
    UserEntry alice = user(1000, "root", false, "adm");
    apply(users(Map.of("alice", alice), Map.of("adm", group(4))));
    assertThat(field(files.group, "adm", 3)).isEqualTo("alice,carol");
    apply(users(Map.of("alice", user(1000, "root", false)), Map.of("adm", group(4))));
    assertThat(field(files.group, "adm", 3)).isEqualTo("carol");
  }

  @Test
  void anIdThatIsTakenAndAGroupThatIsMissingAreRefused() {
    assertThatThrownBy(() -> apply(users(Map.of("alice", user(33, "root", false)), Map.of())))
        .isInstanceOf(ActivationException.class)
        .hasMessage("the user alice declares the id 33, which www-data has");
    assertThatThrownBy(() -> apply(users(Map.of("alice", user(1000, "no", false)), Map.of())))
        .hasMessage("the user alice belongs to the group no, which does not exist");
  }

  private static String field(Map<String, String[]> lines, String name, int index) {
    return Objects.requireNonNull(lines.get(name))[index];
  }

  private void apply(UsersEntry after) {
    new Accounts(files, memory, before, after, path -> null).apply();
    before = after;
    files =
        AccountFiles.parse(
            AccountFiles.text(files.passwd),
            AccountFiles.text(files.group),
            AccountFiles.text(files.shadow));
  }

  private static UsersEntry users(Map<String, UserEntry> users, Map<String, GroupEntry> groups) {
    return new UsersEntry(true, new TreeMap<>(users), new TreeMap<>(groups));
  }

  private static GroupEntry group(@Nullable Integer gid) {
    return new GroupEntry(gid, List.of());
  }

  private static UserEntry user(
      @Nullable Integer uid, String group, boolean system, String... extra) {
    return new UserEntry(
        uid,
        group,
        List.of(extra),
        "/home/x",
        false,
        "700",
        "/bin/sh",
        "",
        system,
        null,
        null,
        null);
  }
}
