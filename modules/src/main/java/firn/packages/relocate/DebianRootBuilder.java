package firn.packages.relocate;

import firn.packages.deb.DebEntry;
import firn.packages.deb.DebException;
import firn.packages.relocate.Alternatives.Alternative;
import firn.packages.relocate.Tree.Link;
import firn.store.build.BuildContext;
import firn.store.build.BuildException;
import firn.store.build.BuiltinBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code builtin:debian-root}: unpacks many packages, as they are, into one root tree with a merged
 * {@code /usr}, and makes the files of {@code /etc} that their scripts would: accounts, PAM's
 * common files, links of alternatives, the certificate bundle. Structured attribute {@code debs}:
 * list of {@code { name, deb }}.
 *
 * <p>The store keeps neither owners nor modes; {@code nix-support/debian-root.json} lists the
 * entries where they matter: {@code { "special": { "<path>": { "mode": "4755", "owner": "root",
 * "group": "root" } }, "packages": [ … ] }}.
 */
public final class DebianRootBuilder implements BuiltinBuilder {
  /** What scripts copy from one place to another. */
  private static final Map<String, String> COPIED =
      Map.of(
          "usr/share/base-files/profile", "etc/profile",
          "usr/share/base-files/motd", "etc/motd",
          "usr/share/base-files/dot.bashrc", "root/.bashrc",
          "usr/share/base-files/dot.profile", "root/.profile",
          "usr/share/libc-bin/nsswitch.conf", "etc/nsswitch.conf",
          "usr/share/base-files/nsswitch.conf", "etc/nsswitch.conf",
          "usr/share/openssh/sshd_config", "etc/ssh/sshd_config");

  private static final List<String> FOLDERS =
      List.of(
          "dev",
          "etc",
          "home",
          "media",
          "mnt",
          "opt",
          "proc",
          "root",
          "run",
          "srv",
          "sys",
          "tmp",
          "usr/bin",
          "usr/lib",
          "usr/sbin",
          "usr/local/bin",
          "usr/local/lib",
          "var",
          "var/cache",
          "var/lib",
          "var/log",
          "var/mail",
          "var/tmp",
          "nix/store");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  public String name() {
    return "debian-root";
  }

  @Override
  public void build(BuildContext context) throws BuildException, IOException {
    Tree tree = new Tree(context.output("out"), Layout.ROOT);
    Set<String> names = new TreeSet<>();
    List<Alternative> alternatives = new ArrayList<>();
    for (JsonNode deb : context.attributes().path("debs")) {
      String name = deb.path("name").asString("");
      Map<String, byte[]> control =
          DebianPackageBuilder.unpack(tree, name, deb.path("deb").asString(""), context);
      alternatives.addAll(Alternatives.of(DebianPackageBuilder.text(control, "postinst")).all());
      names.add(name);
    }
    try {
      for (String folder : FOLDERS) {
        tree.folder(folder);
      }
      for (String folder : List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32")) {
        if (tree.nodes().get("usr/" + folder) instanceof Tree.Folder) {
          tree.link(folder, folder, "usr/" + folder);
        }
      }
      tree.link("var/run", "var/run", "/run");
      tree.link("var/lock", "var/lock", "/run/lock");
      tree.link("var/spool/mail", "var/spool/mail", "../mail");
      link(tree, alternatives);
      for (Map.Entry<String, String> copy : COPIED.entrySet()) {
        if (tree.nodes().get(copy.getKey()) instanceof Tree.File
            && !tree.nodes().containsKey(copy.getValue())) {
          tree.write(copy.getValue(), read(tree, copy.getKey()), false);
        }
      }
      if (tree.nodes().containsKey("usr/lib/os-release")) {
        // A file, not the usual link into /usr: systemd-nspawn looks for it before /usr is bound.
        tree.write("etc/os-release", read(tree, "usr/lib/os-release"), false);
      }
      accounts(tree, names);
      services(tree);
      pam(tree);
      certificates(tree);
      tree.write("nix-support/debian-root.json", describe(tree, names), false);
    } catch (DebException e) {
      throw new BuildException("the root tree cannot be made: " + e.getMessage(), e);
    }
    tree.writeLinks((place, link) -> target(tree, place, link));
  }

  private static void link(Tree tree, List<Alternative> alternatives)
      throws DebException, IOException {
    List<Alternative> best = new ArrayList<>(alternatives);
    best.sort(Comparator.comparingInt(Alternative::priority).reversed());
    for (Alternative alternative : best) {
      String place = Layout.ROOT.place(alternative.link());
      if (place != null && !tree.nodes().containsKey(place)) {
        tree.link(place, alternative.link(), alternative.target());
      }
    }
  }

  private static void accounts(Tree tree, Set<String> names) throws DebException, IOException {
    Accounts accounts = new Accounts();
    accounts.master(
        read(tree, "usr/share/base-passwd/passwd.master"),
        read(tree, "usr/share/base-passwd/group.master"));
    for (String path : below(tree, "usr/lib/sysusers.d/")) {
      accounts.sysusers(read(tree, path));
    }
    accounts.packages(names);
    accounts.choose();
    tree.write("etc/passwd", accounts.passwd(), false);
    tree.write("etc/group", accounts.group(), false);
    tree.write("etc/shadow", accounts.shadow(), false);
    tree.write("etc/gshadow", accounts.gshadow(), false);
    for (String secret : List.of("etc/shadow", "etc/gshadow")) {
      tree.special()
          .put(secret, new DebEntry(secret, DebEntry.Kind.FILE, "", 0640, "root", "shadow", 0));
    }
    if (tree.resolve("usr/lib/x86_64-linux-gnu/libnss_systemd.so.2") != null
        || tree.resolve("usr/lib/aarch64-linux-gnu/libnss_systemd.so.2") != null) {
      String switches = read(tree, "etc/nsswitch.conf");
      tree.write(
          "etc/nsswitch.conf",
          switches.replaceAll("(?m)^((?:passwd|group|shadow|gshadow):.*files)$", "$1 systemd"),
          false);
    }
  }

  /** A first boot enables no unit by itself: what runs is what the configuration declares. */
  private static void services(Tree tree) throws DebException, IOException {
    if (tree.nodes().containsKey("usr/lib/systemd/system")) {
      tree.write("usr/lib/systemd/system-preset/00-firn.preset", "disable *\n", false);
    }
  }

  private static void pam(Tree tree) throws DebException, IOException {
    List<String> profiles = below(tree, "usr/share/pam-configs/");
    if (profiles.isEmpty()) {
      return;
    }
    PamProfiles pam = new PamProfiles();
    for (String path : profiles) {
      pam.add(read(tree, path));
    }
    for (Map.Entry<String, String> file : pam.files().entrySet()) {
      tree.write("etc/pam.d/" + file.getKey(), file.getValue(), false);
    }
  }

  private static void certificates(Tree tree) throws DebException, IOException {
    StringBuilder bundle = new StringBuilder();
    for (String path : below(tree, "usr/share/ca-certificates/mozilla/")) {
      bundle.append(read(tree, path));
    }
    if (!bundle.isEmpty()) {
      tree.write("etc/ssl/certs/ca-certificates.crt", bundle.toString(), false);
    }
  }

  private static String describe(Tree tree, Set<String> names) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode special = root.putObject("special");
    tree.special()
        .forEach((path, entry) -> {
          ObjectNode node = special.putObject(path);
          node.put("mode", Integer.toOctalString(entry.mode()));
          node.put("owner", entry.owner());
          node.put("group", entry.group());
        });
    var packages = root.putArray("packages");
    names.forEach(packages::add);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static List<String> below(Tree tree, String folder) {
    List<String> paths = new ArrayList<>();
    tree.nodes()
        .forEach((path, node) -> {
          if (path.startsWith(folder) && node instanceof Tree.File) {
            paths.add(path);
          }
        });
    return paths;
  }

  private static String read(Tree tree, String path) throws IOException {
    return tree.nodes().get(path) instanceof Tree.File
        ? Files.readString(tree.physical(path), StandardCharsets.UTF_8)
        : "";
  }

  /** Links inside the tree are relative, so that they hold wherever it is looked at from. */
  private static String target(Tree tree, String place, Link link) {
    String absolute = Layout.follow(link.origin(), link.target());
    String mapped = Layout.ROOT.place(absolute);
    if (mapped == null || mapped.equals(place)) {
      return "";
    }
    return tree.resolve(mapped) == null || mapped.isEmpty()
        ? link.target()
        : Layout.relative(place, mapped);
  }
}
