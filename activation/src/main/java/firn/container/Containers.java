package firn.container;

import firn.machine.Entry;
import firn.machine.Machine;
import firn.machine.RootFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The containers of a machine, by their files in {@code /etc/nixos-containers}. */
public final class Containers {
  static final String FOLDER = "/etc/nixos-containers";
  private static final String SUFFIX = ".conf";

  private final Machine machine;

  public Containers(Machine machine) {
    this.machine = machine;
  }

  /** Where the settings of a container stand. */
  static String confPath(String name) {
    return FOLDER + "/" + name + SUFFIX;
  }

  /** All names, in order. */
  public List<String> names() throws IOException {
    return machine.files().list(FOLDER).stream()
        .filter(file -> file.endsWith(SUFFIX) && file.length() > SUFFIX.length())
        .map(file -> file.substring(0, file.length() - SUFFIX.length()))
        .toList();
  }

  /** The container of that name, if there is one. */
  public Optional<Container> find(String name) throws IOException {
    checkName(name);
    RootFolder files = machine.files();
    return switch (files.read(confPath(name))) {
      case Entry.Regular regular ->
          Optional.of(
              new Container(
                  name,
                  ContainerConf.parse(new String(regular.content(), StandardCharsets.UTF_8)),
                  false));
      // A switch makes a link into the store; it leads nowhere where the store is elsewhere.
      case Entry.Link link -> Optional.of(new Container(name, linked(link.target()), true));
      default -> Optional.empty();
    };
  }

  private ContainerConf linked(String target) throws IOException {
    String path = target.startsWith("/") ? target : FOLDER + "/" + target;
    if (machine.files().read(path) instanceof Entry.Regular regular) {
      return ContainerConf.parse(new String(regular.content(), StandardCharsets.UTF_8));
    }
    if (!machine.isBooted()) {
      return ContainerConf.parse("");
    }
    // The store of a machine that is itself in a container is mounted there only.
    return ContainerConf.parse(machine.run(Duration.ofSeconds(10), List.of("cat", path)).output());
  }

  /** Whether it runs, by what systemd says. */
  public boolean isUp(Container container) throws IOException {
    return machine.systemctl().mainPid(container.unit()) != 0;
  }

  /** An unused pair of addresses for a link, the host's and the container's. */
  public List<String> freeAddresses() throws IOException {
    Set<String> used = new HashSet<>();
    for (String name : names()) {
      Optional<Container> container = find(name);
      if (container.isPresent()) {
        container.get().conf().values().values().forEach(v -> used.add(v.split("/", 2)[0]));
      }
    }
    for (int net = 1; net < 255; net++) {
      String host = "10.233." + net + ".1";
      String local = "10.233." + net + ".2";
      if (!used.contains(host) && !used.contains(local)) {
        return List.of(host, local);
      }
    }
    throw new ContainerException(
        "all addresses from 10.233.1.1 to 10.233.254.2 are in use",
        "give the container others with --host-address and --local-address");
  }

  /**
   * Refuses what cannot name a container.
   *
   * @throws ContainerException if the name has other characters than a host's
   */
  public static void checkName(String name) {
    if (!name.matches("[a-zA-Z0-9]([a-zA-Z0-9._-]{0,62}[a-zA-Z0-9])?")) {
      throw new ContainerException(
          "'" + name + "' cannot be a container's name",
          "it has at most 64 letters, digits, -, _ and ., and starts and ends with a letter or digit");
    }
  }
}
