package firn.apply;

import firn.machine.Machine;
import firn.machine.NetworkThread;
import firn.manifest.EtcEntry;
import firn.manifest.LoadedSystem;
import firn.manifest.Need;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks, before anything is stopped, whether a machine has what the new system needs and the one in
 * force did not: what is missing is told with the option that asks for it.
 */
final class Feasibility {
  private final Machine host;
  private final LoadedSystem before;
  private final LoadedSystem after;
  private final Function<String, Path> store;
  private @Nullable Map<String, String> addresses;

  Feasibility(Machine host, LoadedSystem before, LoadedSystem after, Function<String, Path> store) {
    this.host = host;
    this.before = before;
    this.after = after;
    this.store = store;
  }

  /** What stands in the way, as sentences; empty if nothing does. */
  List<String> obstacles() throws IOException {
    List<String> out = new ArrayList<>();
    if (!host.isBooted()) {
      return out;
    }
    for (Need need : after.manifest().needs()) {
      if (before.manifest().needs().stream().anyMatch(old -> isSame(old, need))) {
        continue;
      }
      String obstacle =
          switch (need.kind()) {
            case "path" -> path(need);
            case "interface" ->
                addressesByName().containsValue(need.value()) || hasInterface(need.value())
                    ? null
                    : "the network interface " + need.value() + " does not exist";
            case "address" -> address(need);
            case "port" -> port(need);
            case "kernel" -> KernelProbe.lacks(host, need.value());
            default -> null;
          };
      if (obstacle != null && !out.contains(need.asker() + ": " + obstacle)) {
        out.add(need.asker() + ": " + obstacle);
      }
    }
    return out;
  }

  private static boolean isSame(Need old, Need now) {
    return old.kind().equals(now.kind()) && old.value().equals(now.value());
  }

  private @Nullable String path(Need need) throws IOException {
    String path = need.value();
    if (path.startsWith("/nix/store/")
        || path.startsWith("/run/")
        || exists(path)
        || isMade(path)) {
      return null;
    }
    return path + " does not exist";
  }

  private boolean exists(String path) throws IOException {
    return path.equals("/")
        || host.run(Duration.ofSeconds(20), List.of("test", "-e", path)).succeeded();
  }

  /** Whether the new system itself makes a path before it is used, as far as can be told. */
  private boolean isMade(String path) throws IOException {
    if (path.startsWith("/etc/") && after.manifest().etc().containsKey(path.substring(5))) {
      return true;
    }
    StringBuilder texts = new StringBuilder();
    for (Map.Entry<String, EtcEntry> file : after.manifest().etc().entrySet()) {
      if (file.getKey().startsWith("tmpfiles.d/")) {
        texts.append(Files.readString(store.apply(file.getValue().source()))).append('\n');
      }
    }
    String script = after.manifest().activationScript();
    if (script != null) {
      texts.append(Files.readString(store.apply(script)));
    }
    after.unitTexts().forEach((name, text) -> texts.append(stateFolders(text)));
    // A mount point comes with its unit.
    return texts.toString().contains(path)
        || after.manifest().units().containsKey(firn.systemd.UnitName.ofPath(path, "mount").text());
  }

  private static String stateFolders(String unit) {
    StringBuilder out = new StringBuilder();
    firn.systemd.UnitFile file = firn.systemd.UnitFile.parse(unit);
    Map<String, String> folders =
        Map.of(
            "StateDirectory", "/var/lib/",
            "CacheDirectory", "/var/cache/",
            "LogsDirectory", "/var/log/");
    folders.forEach((key, folder) ->
        file.words("Service", key).forEach(name -> out.append(folder).append(name).append('\n')));
    return out.toString();
  }

  /** The JDK finds only those that have an address. */
  private boolean hasInterface(String name) throws IOException {
    return exists("/sys/class/net/" + name);
  }

  /** Address to interface. */
  private Map<String, String> addressesByName() throws IOException {
    Map<String, String> known = addresses;
    if (known == null) {
      known =
          NetworkThread.in(
              host,
              () -> {
                Map<String, String> out = new HashMap<>();
                for (NetworkInterface one :
                    Collections.list(NetworkInterface.getNetworkInterfaces())) {
                  for (InetAddress address : Collections.list(one.getInetAddresses())) {
                    out.put(plain(address), one.getName());
                  }
                }
                return out;
              });
      addresses = known;
    }
    return known;
  }

  private static String plain(InetAddress address) {
    return address.getHostAddress().replaceAll("%.*", "");
  }

  private @Nullable String address(Need need) throws IOException {
    String[] parts = need.value().split(" ", 2);
    String interfaceName = parts.length > 1 ? parts[1].strip() : "";
    String wanted = plain(InetAddress.ofLiteral(parts[0]));
    String holder = addressesByName().get(wanted);
    if (holder == null || holder.equals(interfaceName)) {
      return null;
    }
    boolean managed =
        before.manifest().needs().stream()
            .anyMatch(old -> old.kind().equals("address") && old.value().endsWith(" " + holder));
    return managed && !interfaceName.isEmpty()
        ? null
        : "the address " + wanted + " is in use on " + holder + " of this machine";
  }

  private @Nullable String port(Need need) throws IOException {
    String[] parts = need.value().split(" ", 2);
    PortOwner owner = PortOwner.of(host, parts[0], Integer.parseInt(parts[1]));
    if (owner == null || owner.belongsTo(before) || owner.belongsTo(after)) {
      return null;
    }
    return "the %s port %s is taken by %s".formatted(parts[0], parts[1], owner.described());
  }
}
