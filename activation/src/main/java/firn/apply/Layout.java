package firn.apply;

import firn.machine.Entry;
import firn.machine.RootFolder;
import firn.manifest.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The root of a machine made wholly from a closure, before anything is declared in it: the folders
 * of the file system hierarchy, links into {@code /usr}, {@code /etc} as the packages bring it, and
 * the accounts without which nothing boots. What is there already stays.
 */
public final class Layout {
  private static final List<String> FOLDERS =
      List.of(
          "/usr",
          "/etc",
          "/var",
          "/var/lib",
          "/run",
          "/tmp",
          "/proc",
          "/sys",
          "/dev",
          "/root",
          "/home",
          "/srv",
          "/mnt",
          "/nix/store",
          "/nix/var/nix/profiles");

  private final Manifest manifest;
  private final @Nullable Path tree;

  /**
   * @param store where a logical store path lies on this machine
   */
  public Layout(Manifest manifest, Function<String, Path> store) {
    this.manifest = manifest;
    this.tree = manifest.root() == null ? null : store.apply(manifest.root());
  }

  /** Lays the root out. */
  public void apply(RootFolder files) throws IOException {
    for (Map.Entry<String, Entry> entry : entries(files).entrySet()) {
      files.put(entry.getKey(), entry.getValue());
    }
  }

  /** What is missing in the root, in an order in which it can be made. */
  Map<String, Entry> entries(RootFolder files) throws IOException {
    Map<String, Entry> out = new LinkedHashMap<>();
    for (String folder : FOLDERS) {
      int mode =
          switch (folder) {
            case "/tmp" -> 01777;
            case "/root" -> 0700;
            default -> 0755;
          };
      missing(files, out, folder, new Entry.Folder(mode, 0, 0));
    }
    Path tree = this.tree;
    if (tree == null) {
      return out;
    }
    for (String name : List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32")) {
      if (Files.exists(tree.resolve("usr").resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        missing(files, out, "/" + name, new Entry.Link("usr/" + name));
      }
    }
    skeleton(files, out, tree.resolve("etc"), "/etc");
    // systemd-nspawn looks for it before /usr is mounted, so it cannot be a link into /usr.
    Path release = tree.resolve("usr/lib/os-release");
    if (Files.isRegularFile(release)) {
      Entry there = files.read("/etc/os-release");
      out.remove("/etc/os-release");
      if (!(there instanceof Entry.Regular)) {
        out.put("/etc/os-release", new Entry.Regular(Files.readAllBytes(release), 0644, 0, 0));
      }
    }
    // Without an identity systemd would take the boot for the first one and enable, by its presets,
    // whatever units the packages bring.
    missing(files, out, "/etc/machine-id", text(identity(), 0444));
    accounts(files, out, tree);
    return out;
  }

  private static void missing(RootFolder files, Map<String, Entry> out, String path, Entry entry)
      throws IOException {
    if (files.read(path) instanceof Entry.Absent) {
      out.putIfAbsent(path, entry);
    }
  }

  private static Entry text(String text, int mode) {
    return new Entry.Regular(text.getBytes(StandardCharsets.ISO_8859_1), mode, 0, 0);
  }

  private static String identity() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random) + "\n";
  }

  private static void skeleton(RootFolder files, Map<String, Entry> out, Path folder, String path)
      throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path[] children;
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      List<Path> list = new ArrayList<>();
      stream.forEach(list::add);
      children = list.toArray(Path[]::new);
    }
    Arrays.sort(children);
    for (Path child : children) {
      String name = path + "/" + child.getFileName();
      if (Files.isSymbolicLink(child)) {
        missing(files, out, name, new Entry.Link(Files.readSymbolicLink(child).toString()));
      } else if (Files.isDirectory(child)) {
        missing(files, out, name, new Entry.Folder(0755, 0, 0));
        skeleton(files, out, child, name);
      } else if (Files.isRegularFile(child)) {
        // The store holds everything read-only; here it may be changed again.
        int mode = Files.isExecutable(child) && !isPlain(child) ? 0755 : 0644;
        missing(files, out, name, new Entry.Regular(Files.readAllBytes(child), mode, 0, 0));
      }
    }
  }

  private static boolean isPlain(Path file) throws IOException {
    return ((Integer) Files.getAttribute(file, "unix:mode") & 0111) == 0;
  }

  /**
   * Root, nobody, and those of the declared system accounts that systemd-sysusers would otherwise
   * create with ids of its own at the first boot.
   */
  private void accounts(RootFolder files, Map<String, Entry> out, Path tree) throws IOException {
    Set<String> atBoot = sysusers(tree.resolve("usr/lib/sysusers.d"));
    StringBuilder passwd = new StringBuilder("root:x:0:0:root:/root:/bin/sh\n");
    StringBuilder group = new StringBuilder("root:x:0:\n");
    passwd.append("nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n");
    group.append("nogroup:x:65534:\n");
    Set<String> groups = new LinkedHashSet<>(Set.of("root", "nogroup"));
    manifest
        .users()
        .groups()
        .forEach((name, entry) -> {
          if (entry.gid() != null && atBoot.contains(name) && groups.add(name)) {
            group.append(name).append(":x:").append(entry.gid()).append(":\n");
          }
        });
    manifest
        .users()
        .users()
        .forEach((name, entry) -> {
          var own = manifest.users().groups().get(entry.group());
          if (entry.uid() != null
              && entry.uid() != 0
              && entry.uid() != 65534
              && own != null
              && own.gid() != null
              && atBoot.contains(name)) {
            passwd.append(
                "%s:x:%d:%d:%s:%s:%s\n"
                    .formatted(
                        name,
                        entry.uid(),
                        own.gid(),
                        entry.description(),
                        entry.home(),
                        entry.shell()));
          }
        });
    missing(files, out, "/etc/passwd", text(passwd.toString(), 0644));
    missing(files, out, "/etc/group", text(group.toString(), 0644));
    missing(files, out, "/etc/shadow", text("root:!:1::::::\n", 0600));
  }

  private static Set<String> sysusers(Path folder) throws IOException {
    Set<String> out = new LinkedHashSet<>();
    if (!Files.isDirectory(folder)) {
      return out;
    }
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*.conf")) {
      for (Path file : stream) {
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
          String[] words = line.strip().split("\\s+");
          if (words.length > 1 && words[0].matches("[ug]!?")) {
            out.add(words[1]);
          }
        }
      }
    }
    return out;
  }
}
