package firn.cli;

import firn.packages.archive.ArchiveException;
import firn.packages.archive.SampleArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Trains the AOT cache with whole systems and package sets, from an archive that is made up: what a
 * command does before it has anything to build. The process must end afterwards, as its cache
 * folder is another one from then on.
 */
final class SystemTraining {
  /** What the modules and package fixes ask for by name when {@code host.nix} is evaluated. */
  private static final List<String> PACKAGES =
      List.of(
          """
          libc6 aardvark-dns base-files base-passwd bash bsdutils ca-certificates conmon coreutils
          crun dash dbus debianutils diffutils findutils fuse-overlayfs grep gzip hello hostname
          iproute2 iptables libc-bin libnss-myhostname libnss-systemd libpam-modules
          libpam-runtime libpam-systemd login mawk mount ncurses-base ncurses-bin netavark netbase
          nftables nginx nginx-common passwd perl-base podman procps runc sed slirp4netns sudo
          systemd systemd-container systemd-sysv sysvinit-utils tar uidmap util-linux
          """
              .strip()
              .split("\\s+"));

  private static final String IMAGE =
      """
      with import <nixpkgs> { };
      dockerTools.buildLayeredImage {
        name = "trained";
        contents = [ hello (writeTextDir "text" "text") ];
      }
      """;

  /** Images without a package, so that nothing is fetched to make them. */
  private static final String TEXTS =
      """
      with import <nixpkgs> { };
      map
        (format: dockerTools.buildLayeredImage {
          inherit format;
          name = "trained-${format}";
          contents = [ (writeTextDir "text" "text") ];
        })
        [ "docker-archive" "oci" ]
      """;

  private SystemTraining() {}

  /**
   * Trains.
   *
   * @param folder for the archive, stores and sources; the caller deletes it
   * @throws IOException if a command failed, so that the cache would know less than it should
   */
  static void run(Path folder) throws IOException {
    System.setProperty("firn.cache", folder.resolve("cache").toString());
    Path apt = folder.resolve("apt");
    try {
      SampleArchive.write(apt, PACKAGES);
    } catch (ArchiveException e) {
      throw new IOException(e);
    }
    Path host = folder.resolve("host.nix");
    try (InputStream in = SystemTraining.class.getResourceAsStream("host.nix")) {
      Files.write(host, Objects.requireNonNull(in, "host.nix is missing").readAllBytes());
    }
    List<String> where =
        List.of("--apt", apt.toString(), "--store", folder.resolve("systems").toString());
    train(List.of("rebuild", "dry-build", "--config", host.toString()), where);
    train(List.of("build", "--dry-run", "-E", IMAGE), where);
    train(List.of("build", "--no-link", "-E", TEXTS), where);
  }

  private static void train(List<String> command, List<String> where) throws IOException {
    int code = Training.run("firn", Stream.concat(command.stream(), where.stream()).toList());
    if (code != ExitCode.DONE) {
      throw new IOException("'firn %s' ended with %d".formatted(String.join(" ", command), code));
    }
  }
}
