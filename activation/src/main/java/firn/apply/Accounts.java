package firn.apply;

import firn.manifest.GroupEntry;
import firn.manifest.UserEntry;
import firn.manifest.UsersEntry;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings declared users and groups into passwd, group and shadow. Ids that exist never change; a
 * new account gets the id it declares, else the one it had before, else a free one as NixOS chooses
 * it (system accounts downwards from 999, others upwards from 1000). Accounts that were there
 * before Firn declared them are not removed with their declaration, but become what they were;
 * accounts Firn never declared are left alone.
 */
final class Accounts {
  private static final int SYSTEM_MIN = 400;
  private static final int SYSTEM_MAX = 999;
  private static final int NORMAL_MIN = 1000;
  private static final int NORMAL_MAX = 29999;

  /**
   * What Firn remembers about accounts between switches.
   *
   * @param adoptedUsers users that were there before, with their lines of passwd and shadow (empty
   *     where there was none) as they were
   * @param adoptedGroups groups that were there before, with the members they had
   */
  record Memory(
      TreeMap<String, Integer> uids,
      TreeMap<String, Integer> gids,
      TreeMap<String, List<String>> adoptedUsers,
      TreeMap<String, List<String>> adoptedGroups) {}

  private final AccountFiles files;
  private final Memory memory;
  private final UsersEntry before;
  private final UsersEntry after;
  private final Function<String, @Nullable String> passwordFile;

  Accounts(
      AccountFiles files,
      Memory memory,
      UsersEntry before,
      UsersEntry after,
      Function<String, @Nullable String> passwordFile) {
    this.files = files;
    this.memory = memory;
    this.before = before;
    this.after = after;
    this.passwordFile = passwordFile;
  }

  /**
   * Changes the files and the memory in place.
   *
   * @throws ActivationException if two accounts claim one id, or a group does not exist
   */
  void apply() {
    for (String name : before.users().keySet()) {
      if (!after.users().containsKey(name)) {
        List<String> was = memory.adoptedUsers().remove(name);
        if (was != null) {
          giveBack(name, was);
        } else if (!name.equals("root")) {
          removeUser(name);
        }
      }
    }
    for (String name : before.groups().keySet()) {
      if (!after.groups().containsKey(name)
          && !memory.adoptedGroups().containsKey(name)
          && !name.equals("root")) {
        files.group.remove(name);
      }
    }
    after.groups().forEach(this::group);
    after.users().forEach(this::user);
    memberships();
  }

  /** Makes a user that was there before Firn declared it what it was. */
  private void giveBack(String name, List<String> was) {
    if (!files.passwd.containsKey(name) || was.size() < 2) {
      return;
    }
    files.passwd.put(name, was.getFirst().split(":", -1));
    String[] shadow = files.shadow.get(name);
    if (was.get(1).isEmpty()) {
      files.shadow.remove(name);
    } else if (shadow == null || !before.mutable()) {
      // Where users are mutable, the password is not Firn's: it may have been changed since.
      files.shadow.put(name, was.get(1).split(":", -1));
    }
  }

  private void removeUser(String name) {
    files.passwd.remove(name);
    files.shadow.remove(name);
    files
        .group
        .values()
        .forEach(fields -> {
          if (fields.length == 4) {
            List<String> members = AccountFiles.members(fields);
            if (members.remove(name)) {
              fields[3] = String.join(",", members);
            }
          }
        });
  }

  private void group(String name, GroupEntry entry) {
    if (files.group.containsKey(name)) {
      if (!before.groups().containsKey(name)) {
        adopt(name);
      }
      memory.gids().put(name, number(files.group, name));
      return;
    }
    Map<String, Integer> used = AccountFiles.ids(files.group);
    int gid =
        entry.gid() != null
            ? claimed("group", name, entry.gid(), used)
            : free(memory.gids(), name, true, used.values(), declaredGids());
    memory.gids().put(name, gid);
    files.group.put(name, new String[] {name, "x", Integer.toString(gid), ""});
  }

  private void user(String name, UserEntry entry) {
    String[] group = files.group.get(entry.group());
    if (group == null) {
      throw new ActivationException(
          "the user " + name + " belongs to the group " + entry.group() + ", which does not exist");
    }
    boolean exists = files.passwd.containsKey(name);
    Map<String, Integer> used = AccountFiles.ids(files.passwd);
    int uid;
    if (exists) {
      uid = number(files.passwd, name);
      if (!before.users().containsKey(name)) {
        String[] shadow = files.shadow.get(name);
        memory
            .adoptedUsers()
            .putIfAbsent(
                name,
                List.of(
                    String.join(":", files.passwd.get(name)),
                    shadow == null ? "" : String.join(":", shadow)));
      }
    } else if (entry.uid() != null) {
      uid = claimed("user", name, entry.uid(), used);
    } else {
      uid = free(memory.uids(), name, entry.isSystemUser(), used.values(), declaredUids());
    }
    memory.uids().put(name, uid);
    files.passwd.put(
        name,
        new String[] {
          name,
          "x",
          Integer.toString(uid),
          group[2],
          entry.description(),
          entry.home(),
          entry.shell()
        });
    shadow(name, entry, exists);
  }

  private void shadow(String name, UserEntry entry, boolean existed) {
    String[] old = files.shadow.get(name);
    String declared = entry.hashedPassword();
    if (entry.hashedPasswordFile() != null) {
      String read = passwordFile.apply(entry.hashedPasswordFile());
      declared = read == null ? declared : read;
    }
    String hash;
    if (declared != null) {
      // Where users are mutable, a declared password is the first one, as in NixOS.
      hash = existed && old != null && after.mutable() ? old[1] : declared;
    } else if (existed && old != null) {
      hash = old[1];
    } else {
      hash = entry.initialHashedPassword() == null ? "!" : entry.initialHashedPassword();
    }
    if (old == null) {
      files.shadow.put(name, new String[] {name, hash, "1", "", "", "", "", "", ""});
    } else {
      old[1] = hash;
    }
  }

  private void adopt(String group) {
    memory.adoptedGroups().putIfAbsent(group, AccountFiles.members(files.group.get(group)));
  }

  private void memberships() {
    giveBackGroups();
    for (String name : after.groups().keySet()) {
      String[] fields = Objects.requireNonNull(files.group.get(name));
      Set<String> members = new LinkedHashSet<>();
      if (after.mutable() || memory.adoptedGroups().containsKey(name)) {
        members.addAll(AccountFiles.members(fields));
        // What the last system declared and this one does not is taken back.
        members.removeAll(declaredMembers(before, name));
      }
      members.addAll(declaredMembers(after, name));
      members.removeIf(member -> !files.passwd.containsKey(member));
      fields[3] = String.join(",", members.stream().sorted().toList());
    }
    // Extra groups may be ones that a package brought.
    after
        .users()
        .forEach((name, user) -> {
          for (String group : user.extraGroups()) {
            String[] fields = files.group.get(group);
            if (fields == null) {
              throw new ActivationException(
                  "the user " + name + " is in the group " + group + ", which does not exist");
            }
            List<String> members = AccountFiles.members(fields);
            if (!members.contains(name)) {
              adopt(group);
              members.add(name);
              fields[3] = String.join(",", members);
            }
          }
        });
  }

  /** Takes declared members out of groups that Firn found and no longer declares anything about. */
  private void giveBackGroups() {
    memory
        .adoptedGroups()
        .entrySet()
        .removeIf(adopted -> {
          String name = adopted.getKey();
          String[] fields = files.group.get(name);
          boolean declared =
              after.groups().containsKey(name) || !declaredMembers(after, name).isEmpty();
          if (fields == null || declared) {
            return fields == null;
          }
          List<String> members = AccountFiles.members(fields);
          members.removeAll(declaredMembers(before, name));
          List<String> was = adopted.getValue();
          was.stream()
              .filter(member -> !members.contains(member) && files.passwd.containsKey(member))
              .forEach(members::add);
          boolean same = members.size() == was.size() && members.containsAll(was);
          fields[3] = String.join(",", same ? was : members);
          return true;
        });
  }

  private static Set<String> declaredMembers(UsersEntry users, String group) {
    Set<String> out = new LinkedHashSet<>();
    GroupEntry entry = users.groups().get(group);
    if (entry != null) {
      out.addAll(entry.members());
    }
    users
        .users()
        .forEach((name, user) -> {
          if (user.extraGroups().contains(group)) {
            out.add(name);
          }
        });
    return out;
  }

  private Set<Integer> declaredUids() {
    Set<Integer> out = new HashSet<>();
    after.users().values().forEach(user -> addIfSet(out, user.uid()));
    return out;
  }

  private Set<Integer> declaredGids() {
    Set<Integer> out = new HashSet<>();
    after.groups().values().forEach(group -> addIfSet(out, group.gid()));
    return out;
  }

  private static void addIfSet(Set<Integer> ids, @Nullable Integer id) {
    if (id != null) {
      ids.add(id);
    }
  }

  private static int number(Map<String, String[]> lines, String name) {
    Integer id = AccountFiles.ids(lines).get(name);
    if (id == null) {
      throw new ActivationException("the account " + name + " has no numeric id");
    }
    return id;
  }

  private static int claimed(String kind, String name, int id, Map<String, Integer> used) {
    used.forEach((other, taken) -> {
      if (taken == id) {
        throw new ActivationException(
            "the %s %s declares the id %d, which %s has".formatted(kind, name, id, other));
      }
    });
    return id;
  }

  private static int free(
      Map<String, Integer> remembered,
      String name,
      boolean system,
      Collection<Integer> used,
      Set<Integer> declared) {
    Integer last = remembered.get(name);
    if (last != null && !used.contains(last) && !declared.contains(last)) {
      return last;
    }
    Set<Integer> taken = new HashSet<>(used);
    taken.addAll(declared);
    // An id that another account once had may still own files.
    taken.addAll(remembered.values());
    for (int i = 0; i <= (system ? SYSTEM_MAX - SYSTEM_MIN : NORMAL_MAX - NORMAL_MIN); i++) {
      int candidate = system ? SYSTEM_MAX - i : NORMAL_MIN + i;
      if (!taken.contains(candidate)) {
        return candidate;
      }
    }
    throw new ActivationException("there is no free id left for " + name);
  }
}
