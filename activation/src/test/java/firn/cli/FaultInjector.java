package firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import firn.apply.ActivationException;
import firn.apply.Ending;
import firn.apply.Intent;
import firn.apply.Outcome;
import firn.apply.Progress;
import firn.apply.Recovery;
import firn.apply.Switch;
import firn.machine.Machine;
import firn.manifest.LoadedSystem;
import firn.tryhost.TryHost;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/** Takes a switch during which something goes wrong, and recovers from it as Firn would. */
final class FaultInjector {
  /**
   * Units are watched for a moment only, where the fault is not that one ends by itself: watching
   * takes most of the time of a switch this small.
   */
  static final Intent QUICKLY =
      new Intent(Ending.DEFAULT, Duration.ZERO, List.of(), Duration.ofMillis(300));

  /** What is said of a fault at a point that this switch did not come to. */
  static final String NOT_REACHED = "it had switched before that point";

  private final TryHost host;
  private final Function<String, Path> store;
  private final Path storeRoot;
  private final String system;

  FaultInjector(TryHost host, Function<String, Path> store, Path storeRoot, String system) {
    this.host = host;
    this.store = store;
    this.storeRoot = storeRoot;
    this.system = system;
  }

  /** What a kill looks like from within: nothing of Firn's catches it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Injects it and answers how the switch ended. */
  String inject(Fault fault) throws Exception {
    String how =
        switch (fault.kind()) {
          case KILL -> child("KILL", fault.point(), 0);
          case KILL_DURING -> child("KILL", fault.point(), 20 + fault.point() * 37 % 700);
          case INTERRUPT -> child("INT", fault.point(), 0);
          case FAILURE -> failing(fault.point());
          case FULL_DISK -> fullDisk(fault.point());
          case POWER -> power(fault.point());
          case REBOOT -> reboot(fault.point());
          case UNIT_FAILS -> unit(fault.unit(), "ExecStartPre=/bin/false");
          case UNIT_DIES ->
              unit(
                  fault.unit(),
                  "Type=exec\nRestart=no\nExecStart=\nExecStart=/bin/sh -c 'sleep 0.5; exit 7'");
          case NO_BOOT ->
              unit(
                  fault.unit(),
                  "Restart=no\nTimeoutStartSec=3\nExecStart=\nExecStart=/bin/sleep 1000");
          case NO_IMAGE -> withoutImage(fault.unit());
        };
    Recovery recovery = Recovery.of(host.machine(), store, Progress.SILENT);
    if (recovery != null) {
      assertThat(recovery.problems()).as("%s: %s", fault, how).isEmpty();
    }
    return how + ", recovered: " + recovery;
  }

  private Outcome apply(Progress progress) throws IOException {
    return apply(QUICKLY, progress);
  }

  private Outcome apply(Intent intent, Progress progress) throws IOException {
    try (Switch planned = Switch.plan(host.machine(), system, store)) {
      return planned.apply(intent, progress);
    }
  }

  private String child(String signal, int point, long delay) throws Exception {
    Process process = start(signal, point, delay);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    if (process.exitValue() == 0 && delay == 0 && said.contains("Switched[")) {
      return NOT_REACHED + ": " + said.strip();
    }
    if (delay == 0) {
      assertThat(process.exitValue())
          .as("%s at %d: %s", signal, point, said)
          .isEqualTo(signal.equals("KILL") ? 128 + 9 : 128 + 2);
    }
    return signal + ": " + process.exitValue() + " " + said.strip();
  }

  private Process start(String signal, int point, long delay) throws IOException {
    Machine machine = host.machine();
    List<String> command =
        new ArrayList<>(
            List.of(
                // What a shell starts in the background ignores Ctrl-C, and so do its children.
                "env",
                "--default-signal=INT",
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    // An archive of classes, for instance: most of the time of so short a process is its start.
    Stream.of(System.getProperty("firn.faults.child", "").split(" "))
        .filter(option -> !option.isEmpty())
        .forEach(command::add);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "firn.cli.FaultedSwitch",
            machine.files().path().toString(),
            Integer.toString(machine.leader()),
            storeRoot.toString(),
            system,
            signal,
            Integer.toString(point),
            Long.toString(delay)));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** A shutdown tells all processes to end, waits for them a while, and kills what is left. */
  private String reboot(int point) throws Exception {
    Process process = start("NONE", point, 0);
    StringBuilder said = new StringBuilder();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.equals(FaultedSwitch.THERE)) {
        said.append(line).append('\n');
        line = out.readLine();
      }
      process.destroy();
      host.shutDown();
      process.destroyForcibly().waitFor();
      host.boot(note -> {});
      return line == null ? NOT_REACHED + ": " + said : "reboot";
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Something that is done at a checkpoint, once. */
  @FunctionalInterface
  private interface Mishap {
    void happen();
  }

  private static Progress at(int point, Mishap mishap, Mishap undoing) {
    AtomicInteger left = new AtomicInteger(point);
    return new Progress() {
      @Override
      public void checkpoint() {
        if (left.getAndDecrement() == 0) {
          mishap.happen();
        }
      }

      @Override
      public void undoing() {
        left.set(Integer.MIN_VALUE / 2);
        undoing.happen();
      }
    };
  }

  private String failing(int point) throws IOException {
    return apply(
            at(
                point,
                () -> {
                  throw new ActivationException("injected");
                },
                () -> {}))
        .toString();
  }

  private String power(int point) throws IOException {
    try {
      return apply(
              at(
                  point,
                  () -> {
                    throw new Killed();
                  },
                  () -> {}))
          .toString();
    } catch (Killed e) {
      host.reboot(true, line -> {});
      return "power cut";
    }
  }

  /** The root of the host is on a file system of its own, which is filled. */
  private String fullDisk(int point) throws IOException {
    Path filler = host.machine().files().path().resolve("filler");
    try {
      return apply(at(point, () -> fill(filler), () -> {})).toString();
    } catch (IOException e) {
      return "no room: " + e.getMessage();
    } finally {
      Files.deleteIfExists(filler);
    }
  }

  private static void fill(Path filler) {
    for (int size = 1 << 24; size > 0; size = size == 1 ? 0 : size >> 4) {
      byte[] block = new byte[size];
      try (OutputStream out =
          Files.newOutputStream(
              filler,
              java.nio.file.StandardOpenOption.CREATE,
              java.nio.file.StandardOpenOption.APPEND)) {
        while (true) {
          out.write(block);
        }
      } catch (IOException e) {
        continue;
      }
    }
  }

  /** Adds to a unit what makes it fail, until what was done is taken back. */
  private String unit(String where, String text) throws IOException {
    String[] parts = where.split(":", 2);
    LoadedSystem wanted = LoadedSystem.read(system, store);
    Mishap add = () -> dropIn(parts[0], parts[1], wanted, text);
    Mishap remove = () -> dropIn(parts[0], parts[1], wanted, "");
    try {
      return apply(Intent.DEFAULT, at(0, add, remove)).toString();
    } finally {
      remove.happen();
      reload(parts[0], wanted);
    }
  }

  private void dropIn(String where, String unit, LoadedSystem wanted, String text) {
    String folder = "/run/systemd/system/" + unit + ".d";
    String script =
        text.isEmpty()
            ? "rm -rf " + folder
            : "mkdir -p "
                + folder
                + "; printf '[Service]\n%s\n' \"$0\" > "
                + folder
                + "/99-fault.conf";
    in(where, wanted, "sh", "-c", script, text);
  }

  private void reload(String where, LoadedSystem wanted) {
    in(where, wanted, "systemctl", "daemon-reload");
  }

  private void in(String where, LoadedSystem wanted, String... command) {
    try {
      if (where.equals("host")) {
        FaultHost.run(host.machine(), command);
        return;
      }
      try (Machine container =
          host.machine()
              .container(
                  where, "/var/lib/nixos-containers/" + where, "container@" + where + ".service")) {
        FaultHost.run(container, command);
      }
    } catch (IOException e) {
      throw new ActivationException("the fault could not be injected", e);
    }
  }

  private String withoutImage(String name) throws IOException {
    Path image =
        store.apply(
            String.valueOf(
                Objects.requireNonNull(
                        LoadedSystem.read(system, store).manifest().ociContainers().get(name))
                    .imageFile()));
    File hidden = new File(image + ".hidden");
    assertThat(image.toFile().renameTo(hidden)).isTrue();
    try {
      return apply(Progress.SILENT).toString();
    } finally {
      assertThat(hidden.renameTo(image.toFile())).isTrue();
    }
  }
}
