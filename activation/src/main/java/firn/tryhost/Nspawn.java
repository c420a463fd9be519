package firn.tryhost;

import firn.store.posix.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line that boots a throwaway host. */
final class Nspawn {
  private Nspawn() {}

  /** The system call families a nested podman needs beyond what nspawn lets through. */
  private static final String SYSTEM_CALLS = "@keyring bpf";

  /** For a machine made wholly from the closure. */
  static List<String> command(
      List<String> program, Path root, Path tree, Path storeDir, String machine, String hostName) {
    return command(
        program,
        root,
        List.of(
            "--bind-ro=" + colons(tree.resolve("usr")) + ":/usr",
            "--bind-ro=" + colons(storeDir) + ":/nix/store"),
        machine,
        hostName);
  }

  /**
   * For any root folder.
   *
   * @param mounts options that mount something into it
   */
  static List<String> command(
      List<String> program, Path root, List<String> mounts, String machine, String hostName) {
    List<String> out = new ArrayList<>(program);
    out.addAll(List.of("--quiet", "--directory=" + root));
    out.addAll(mounts);
    out.addAll(
        List.of(
            "--machine=" + machine,
            "--hostname=" + hostName,
            "--register=no",
            "--keep-unit",
            "--private-network",
            "--capability=all",
            "--system-call-filter=" + SYSTEM_CALLS,
            "--resolv-conf=off",
            "--timezone=off",
            "--link-journal=no",
            "--console=pipe",
            "--kill-signal=SIGRTMIN+3",
            "--boot"));
    return out;
  }

  /** A path within a bind option, in which a colon parts source and target. */
  static String colons(Path path) {
    return path.toString().replace("\\", "\\\\").replace(":", "\\:");
  }

  /**
   * systemd-nspawn of this machine, else that of the root tree, started through the tree's own
   * loader and libraries.
   */
  static List<String> program(Path tree) {
    Path own = Program.find("systemd-nspawn");
    if (own != null) {
      return List.of(own.toString());
    }
    Path program = tree.resolve("usr/bin/systemd-nspawn");
    if (Files.isExecutable(program)) {
      for (String[] arch :
          new String[][] {
            {"lib64/ld-linux-x86-64.so.2", "x86_64-linux-gnu"},
            {"lib/ld-linux-aarch64.so.1", "aarch64-linux-gnu"}
          }) {
        Path loader = tree.resolve("usr").resolve(arch[0]);
        Path libraries = tree.resolve("usr/lib").resolve(arch[1]);
        if (Files.exists(loader) && Files.isDirectory(libraries)) {
          return List.of(
              loader.toString(),
              "--library-path",
              libraries + ":" + libraries.resolve("systemd"),
              program.toString());
        }
      }
    }
    throw new TryHostException(
        "systemd-nspawn was found neither on this machine nor in the system",
        "install it (apt-get install systemd-container), or add systemd-container to the system");
  }
}
