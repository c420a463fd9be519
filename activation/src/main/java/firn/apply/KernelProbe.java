package firn.apply;

import firn.machine.CommandResult;
import firn.machine.Machine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the kernel of a machine whether it can do something, by doing it where it leaves no trace:
 * in a network or user namespace that ends with the question.
 */
final class KernelProbe {
  private KernelProbe() {}

  /** What the kernel lacks, as a sentence; null if it has it, or the question cannot be asked. */
  static @Nullable String lacks(Machine machine, String feature) throws IOException {
    List<String> question =
        switch (feature) {
          case "veth" -> network("ip link add firn0 type veth peer name firn1");
          case "macvlan" ->
              network(
                  "ip link add firn0 type veth peer name firn1 && ip link add link firn0 firn2 type macvlan");
          case "user-namespaces" -> List.of("unshare", "--user", "true");
          case "overlay" ->
              List.of(
                  "sh",
                  "-c",
                  "grep -qw overlay /proc/filesystems || modprobe -q overlay || ! command -v modprobe");
          default -> List.of("true");
        };
    CommandResult answer = machine.run(Duration.ofSeconds(30), question);
    // 127: the program to ask with is not there.
    return answer.succeeded() || answer.exitCode() == 127
        ? null
        : "the kernel cannot do this (" + feature + "): " + answer.complaint();
  }

  private static List<String> network(String script) {
    return List.of(
        "unshare", "--net", "sh", "-c", "command -v ip >/dev/null || exit 127; " + script);
  }
}
