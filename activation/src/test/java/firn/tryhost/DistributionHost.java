package firn.tryhost;

import firn.apply.Layout;
import firn.machine.CommandResult;
import firn.machine.Machine;
import firn.machine.RootFolder;
import firn.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A host with an ordinary Debian on it: {@code /usr} and {@code /nix} are its own and writable, as
 * overlays; Firn and a JDK are installed in {@code /opt}, and its commands run inside.
 */
public final class DistributionHost implements AutoCloseable {
  private final Path folder;
  private final List<String> command;
  private Guest guest;

  private DistributionHost(Path folder, List<String> command) throws IOException {
    this.folder = folder;
    this.command = command;
    this.guest = Guest.boot(command, folder.resolve("root"), folder, System.err::println);
  }

  /**
   * Boots one.
   *
   * @param base the manifest of a system made from the closure, whose root tree it gets
   * @param nix the folder that becomes {@code /nix}, left as it is
   * @param firn an installed copy of Firn
   */
  public static DistributionHost boot(
      Manifest base, Function<String, Path> store, Path nix, Path firn) throws IOException {
    Path folder = Files.createTempDirectory(Path.of("/var/tmp"), "firn-distribution-");
    for (String name : List.of("root", "usr", "nix")) {
      Files.createDirectory(folder.resolve(name));
      Files.setAttribute(folder.resolve(name), "unix:mode", 0755);
    }
    try (RootFolder files = RootFolder.open(folder.resolve("root"))) {
      new Layout(base, store).apply(files);
      files.makeFolders("/opt/firn");
      files.makeFolders("/opt/jdk");
    }
    Path tree = store.apply(String.valueOf(base.root())).toRealPath();
    List<String> mounts =
        List.of(
            overlay(tree.resolve("usr"), folder.resolve("usr"), "/usr"),
            overlay(nix.toRealPath(), folder.resolve("nix"), "/nix"),
            "--bind-ro=" + Nspawn.colons(firn) + ":/opt/firn",
            "--bind-ro=" + Nspawn.colons(Path.of(System.getProperty("java.home"))) + ":/opt/jdk");
    try {
      return new DistributionHost(
          folder,
          Nspawn.command(
              Nspawn.program(tree),
              folder.resolve("root"),
              mounts,
              folder.getFileName().toString(),
              "debian"));
    } catch (IOException | RuntimeException e) {
      TryHost.delete(folder);
      throw e;
    }
  }

  private static String overlay(Path lower, Path upper, String at) {
    return "--overlay=" + Nspawn.colons(lower) + ":" + Nspawn.colons(upper) + ":" + at;
  }

  public Machine machine() {
    return guest.machine();
  }

  /** Where its root lies; what is mounted below {@code /usr} and {@code /nix} is not there. */
  public Path root() {
    return folder.resolve("root");
  }

  /** Runs firn inside. */
  public CommandResult firn(String... arguments) throws IOException {
    return firn(List.of("FIRN_NO_AOT=1", "FIRN_JAVA_OPTS=-XX:TieredStopAtLevel=1"), arguments);
  }

  /** Runs firn inside as it is installed, with its cache made on the first call. */
  public CommandResult firnAheadOfTime(String... arguments) throws IOException {
    return firn(List.of(), arguments);
  }

  private CommandResult firn(List<String> environment, String... arguments) throws IOException {
    List<String> full = new ArrayList<>(List.of("env", "JAVA_HOME=/opt/jdk"));
    full.addAll(environment);
    full.addAll(
        List.of("bash", "-c", "TIMEFORMAT='TIME real %R user %U sys %S'; time \"$@\"", "bash"));
    full.add("/opt/firn/firn");
    full.addAll(List.of(arguments));
    CommandResult result = machine().run(Duration.ofMinutes(5), full);
    System.err.println(
        "firn %s: %d%n%s%s"
            .formatted(
                String.join(" ", arguments),
                result.exitCode(),
                result.output().indent(2),
                result.errors().indent(2)));
    return result;
  }

  /** Boots it anew, after a shutdown or as if its power had been cut. */
  public void reboot(boolean cutPower) throws IOException {
    if (cutPower) {
      guest.cutPower();
    } else {
      guest.close();
    }
    guest = Guest.boot(command, folder.resolve("root"), folder, System.err::println);
  }

  @Override
  public void close() throws IOException {
    guest.close();
    TryHost.delete(folder);
  }
}
