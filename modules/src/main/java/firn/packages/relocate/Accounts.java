package firn.packages.relocate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The users and groups that packages of a root tree bring: Debian's fixed ones (base-passwd), those
 * of {@code sysusers.d(5)}, and the few that a package's script would add. Ids that are not fixed
 * come from the name, so that two trees agree on them although they hold different packages.
 */
final class Accounts {
  private static final int FIRST = 200;
  private static final int COUNT = 700;
  private static final String NO_LOGIN = "/usr/sbin/nologin";

  /** A user; {@code id} and {@code group} are -1 until they are chosen. */
  private record User(int id, int group, String comment, String home, String shell) {}

  /** What packages' scripts would add with adduser: package, user, home. */
  private static final List<List<String>> ADDED =
      List.of(
          List.of("dbus", "messagebus", "/nonexistent"),
          List.of("dbus-system-bus-common", "messagebus", "/nonexistent"),
          List.of("openssh-server", "sshd", "/run/sshd"),
          List.of("postgresql-common", "postgres", "/var/lib/postgresql"),
          List.of("mariadb-server", "mysql", "/nonexistent"),
          List.of("redis-server", "redis", "/var/lib/redis"),
          List.of("chrony", "_chrony", "/var/lib/chrony"),
          List.of("rsyslog", "syslog", "/nonexistent"),
          List.of("polkitd", "polkitd", "/nonexistent"),
          List.of("avahi-daemon", "avahi", "/run/avahi-daemon"),
          List.of("dnsmasq", "dnsmasq", "/var/lib/misc"),
          List.of("tcpdump", "tcpdump", "/nonexistent"),
          List.of("unbound", "unbound", "/var/lib/unbound"),
          List.of("bind9", "bind", "/var/cache/bind"));

  private final Map<String, User> users = new TreeMap<>();
  private final Map<String, Integer> groups = new TreeMap<>();
  private final Map<String, Set<String>> members = new TreeMap<>();

  /** Reads base-passwd's {@code passwd.master} and {@code group.master}. */
  void master(String passwd, String group) {
    for (String line : group.split("\n", -1)) {
      String[] field = line.split(":", -1);
      if (field.length >= 3 && field[2].matches("\\d+")) {
        groups.put(field[0], Integer.parseInt(field[2]));
      }
    }
    for (String line : passwd.split("\n", -1)) {
      String[] field = line.split(":", -1);
      if (field.length >= 7 && field[2].matches("\\d+") && field[3].matches("\\d+")) {
        users.put(
            field[0],
            new User(
                Integer.parseInt(field[2]),
                Integer.parseInt(field[3]),
                field[4],
                field[5],
                field[6]));
      }
    }
  }

  /** Reads a file of {@code sysusers.d}; what is known already stays as it is. */
  void sysusers(String text) {
    for (String line : text.split("\n", -1)) {
      List<String> words = words(line);
      if (words.size() < 2) {
        continue;
      }
      String name = words.get(1);
      String id = words.size() > 2 ? words.get(2) : "-";
      switch (words.getFirst()) {
        case "g" -> groups.putIfAbsent(name, number(id));
        case "u", "u!" -> {
          if (!users.containsKey(name)) {
            int colon = id.indexOf(':');
            String group = colon < 0 ? "" : id.substring(colon + 1);
            int number = number(colon < 0 ? id : id.substring(0, colon));
            Integer known = groups.get(group);
            int groupNumber = known != null ? known : number(group);
            add(name, number, groupNumber, word(words, 3), word(words, 4), word(words, 5));
          }
        }
        case "m" ->
            members.computeIfAbsent(id.equals("-") ? name : id, k -> new TreeSet<>()).add(name);
        default -> {}
      }
    }
  }

  /** Adds what the scripts of the packages of these names would. */
  void packages(Set<String> names) {
    for (List<String> row : ADDED) {
      if (names.contains(row.get(0)) && !users.containsKey(row.get(1))) {
        add(row.get(1), -1, -1, "", row.get(2), "");
      }
    }
    if (names.contains("openssh-client")) {
      groups.putIfAbsent("_ssh", -1);
    }
  }

  private void add(String name, int id, int group, String comment, String home, String shell) {
    if (group < 0) {
      groups.putIfAbsent(name, id);
    }
    users.put(
        name,
        new User(
            id, group, comment, home.isEmpty() ? "/" : home, shell.isEmpty() ? NO_LOGIN : shell));
  }

  /**
   * Chooses the ids that are not fixed: a user's and its group's are the same where they can be.
   */
  void choose() {
    Set<Integer> taken = new TreeSet<>(groups.values());
    users.values().forEach(user -> taken.add(user.id()));
    Set<String> names = new TreeSet<>(groups.keySet());
    names.addAll(users.keySet());
    for (String name : names) {
      Integer group = groups.get(name);
      User user = users.get(name);
      int fixed = user != null && user.id() >= 0 ? user.id() : group != null ? group : -1;
      int id = fixed >= 0 ? fixed : free(name, taken);
      taken.add(id);
      if (group != null && group < 0) {
        groups.put(name, id);
      }
      if (user != null) {
        Integer own = groups.get(name);
        int primary = user.group() >= 0 ? user.group() : own != null ? own : id;
        users.put(
            name,
            new User(
                user.id() >= 0 ? user.id() : id,
                primary,
                user.comment(),
                user.home(),
                user.shell()));
      }
    }
  }

  private static int free(String name, Set<Integer> taken) {
    int id = FIRST + Math.floorMod(name.hashCode(), COUNT);
    while (taken.contains(id)) {
      id = id + 1 < FIRST + COUNT ? id + 1 : FIRST;
    }
    return id;
  }

  /** {@code /etc/passwd}, root first. */
  String passwd() {
    StringBuilder text = new StringBuilder();
    for (String name : inOrder(users.keySet())) {
      User user = users.get(name);
      if (user != null) {
        text.append(name).append(":x:").append(user.id()).append(':').append(user.group());
        text.append(':').append(user.comment()).append(':').append(user.home());
        text.append(':').append(user.shell()).append('\n');
      }
    }
    return text.toString();
  }

  /** {@code /etc/shadow}: nobody has a password. */
  String shadow() {
    StringBuilder text = new StringBuilder();
    inOrder(users.keySet()).forEach(name -> text.append(name).append(":*:1:0:99999:7:::\n"));
    return text.toString();
  }

  /** {@code /etc/group}. */
  String group() {
    StringBuilder text = new StringBuilder();
    for (String name : inOrder(groups.keySet())) {
      text.append(name).append(":x:").append(groups.get(name)).append(':');
      text.append(members(name)).append('\n');
    }
    return text.toString();
  }

  /** {@code /etc/gshadow}. */
  String gshadow() {
    StringBuilder text = new StringBuilder();
    for (String name : inOrder(groups.keySet())) {
      text.append(name).append(":*::").append(members(name)).append('\n');
    }
    return text.toString();
  }

  private String members(String group) {
    Set<String> names = members.get(group);
    return names == null ? "" : String.join(",", names);
  }

  private static List<String> inOrder(Set<String> names) {
    List<String> ordered = new ArrayList<>(names);
    if (ordered.remove("root")) {
      ordered.addFirst("root");
    }
    return ordered;
  }

  private static int number(@Nullable String text) {
    return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
  }

  private static String word(List<String> words, int index) {
    String word = index < words.size() ? words.get(index) : "";
    return word.equals("-") ? "" : word;
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    String stripped = line.strip();
    if (stripped.startsWith("#")) {
      return words;
    }
    for (int i = 0; i < stripped.length(); i++) {
      char c = stripped.charAt(i);
      if (c == '"') {
        quoted = !quoted;
        any = true;
      } else if (!quoted && Character.isWhitespace(c)) {
        if (any) {
          words.add(word.toString());
        }
        word.setLength(0);
        any = false;
      } else {
        word.append(c);
        any = true;
      }
    }
    if (any) {
      words.add(word.toString());
    }
    return words;
  }
}
