package firn.cli.rebuild;

import firn.cli.CommandException;
import firn.cli.ExitCode;
import firn.store.StorePath;
import firn.store.local.LocalStore;
import firn.store.posix.Program;
import firn.store.transfer.ExportStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A machine that is reached over ssh and has Firn of its own; or this machine as another user sees
 * it.
 *
 * @param name {@code [user@]host}, as ssh takes it, or what messages call this machine
 * @param options further arguments of ssh
 * @param prefix what stands before every command there
 * @param launcher the Firn of this machine, null for that of one behind ssh
 */
record RemoteHost(String name, List<String> options, List<String> prefix, @Nullable Path launcher) {
  /** What ssh itself answers with when there is no connection. */
  private static final int NO_CONNECTION = 255;

  /** What a shell answers with when there is no such command. */
  private static final int NO_COMMAND = 127;

  RemoteHost {
    // Such a name would be an option to ssh.
    if (launcher == null
        && (name.isEmpty()
            || name.startsWith("-")
            || name.chars().anyMatch(Character::isWhitespace))) {
      throw new CommandException(ExitCode.USAGE, "'" + name + "' names no host", null);
    }
    options = List.copyOf(options);
    prefix = List.copyOf(prefix);
  }

  /** A machine behind ssh. */
  static RemoteHost over(String name, List<String> options, List<String> prefix) {
    return new RemoteHost(name, options, prefix, null);
  }

  /** This machine, whose store and units are root's, by way of sudo. */
  static RemoteHost here(Path launcher) {
    return new RemoteHost("root of this machine", List.of(), List.of("sudo"), launcher);
  }

  /** The words of {@code NIX_SSHOPTS}. */
  static List<String> options(Map<String, String> environment) {
    String words = environment.getOrDefault("NIX_SSHOPTS", "").strip();
    return words.isEmpty() ? List.of() : List.of(words.split("\\s+"));
  }

  /** Copies paths, and all they refer to, as far as they are missing there. */
  int copy(LocalStore store, StorePath path) throws IOException, InterruptedException {
    Collection<StorePath> closure = store.closure(List.of(path));
    String asked = closure.stream().map(p -> p + "\n").collect(Collectors.joining());
    List<StorePath> missing =
        talk(
                "store missing",
                List.of("store", "missing"),
                out -> out.write(asked.getBytes(StandardCharsets.ISO_8859_1)))
            .lines()
            .map(StorePath::parse)
            .toList();
    if (!missing.isEmpty()) {
      talk(
          "store import",
          List.of("store", "import"),
          out -> ExportStream.write(store, missing, out));
    }
    return missing.size();
  }

  /**
   * Builds a derivation there, and copies its output back with all that this store does not have of
   * what it refers to.
   *
   * @return how many paths were copied back
   */
  int build(LocalStore store, StorePath derivation) throws IOException, InterruptedException {
    copy(store, derivation);
    List<StorePath> wanted =
        talk(
                "store realise",
                List.of("store", "realise", "--requisites", derivation.toString()),
                out -> {})
            .lines()
            .map(StorePath::parse)
            .filter(path -> !store.isValid(path))
            .toList();
    if (!wanted.isEmpty()) {
      String asked = wanted.stream().map(path -> path + "\n").collect(Collectors.joining());
      talk(
          "store export",
          List.of("store", "export", "--no-recursive", "--stdin"),
          out -> out.write(asked.getBytes(StandardCharsets.ISO_8859_1)),
          in -> ExportStream.read(store, in));
    }
    return wanted.size();
  }

  /** Runs Firn there at this terminal, and answers its exit code. */
  int run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = command(arguments, System.console() != null);
    int code = new ProcessBuilder(Program.resolve(command)).inheritIO().start().waitFor();
    if (code == NO_CONNECTION && launcher == null) {
      throw new CommandException(
          ExitCode.BUILD,
          "the connection to "
              + name
              + " was lost; a switch that had begun there ends or is undone",
          "see 'firn rebuild list-generations' there, and 'firn rebuild recover' if the machine was cut off");
    }
    if (code == NO_COMMAND) {
      throw failed(code, "rebuild");
    }
    return code;
  }

  /** Gives input to a command there, and answers what it printed. */
  private String talk(String what, List<String> arguments, Input input)
      throws IOException, InterruptedException {
    StringBuilder said = new StringBuilder();
    talk(
        what,
        arguments,
        input,
        in -> said.append(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)));
    return said.toString();
  }

  /** Gives input to a command there, and what it prints to a reader. */
  private void talk(String what, List<String> arguments, Input input, Output output)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Program.resolve(command(arguments, false)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    AtomicReference<@Nullable Exception> broken = new AtomicReference<>();
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              try (OutputStream out = process.getOutputStream()) {
                input.write(out);
              } catch (IOException | RuntimeException e) {
                broken.compareAndSet(null, e);
              }
            });
    try (InputStream in = process.getInputStream()) {
      output.read(in);
    } catch (IOException | RuntimeException e) {
      broken.compareAndSet(null, e);
    }
    int code = process.waitFor();
    writer.join();
    if (code != 0) {
      throw failed(code, what);
    }
    switch (broken.get()) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Exception e -> throw new IllegalStateException(e);
    }
  }

  private CommandException failed(int code, String what) {
    if (launcher == null && code == NO_CONNECTION) {
      return new CommandException(
          ExitCode.BUILD,
          name + " could not be reached, or the connection was lost; nothing was switched there",
          "try 'ssh " + name + "'; NIX_SSHOPTS holds further options of ssh");
    }
    if (launcher == null && code == NO_COMMAND) {
      return new CommandException(
          ExitCode.BUILD,
          "there is no firn on " + name,
          "install Firn there, where commands that ssh runs find it");
    }
    return new CommandException(
        ExitCode.BUILD, "'firn " + what + "' failed on " + name + " with code " + code, null);
  }

  private List<String> command(List<String> arguments, boolean terminal) {
    List<String> there = new ArrayList<>(prefix);
    there.add(launcher == null ? "firn" : launcher.toString());
    there.addAll(arguments);
    if (launcher != null) {
      return there;
    }
    List<String> command = new ArrayList<>(List.of("ssh"));
    if (terminal) {
      command.add("-t");
    }
    command.addAll(options);
    command.add(name);
    command.add("--");
    // One word to ssh, which a shell there takes apart.
    command.add(there.stream().map(RemoteHost::quoted).collect(Collectors.joining(" ")));
    return command;
  }

  /** A word as a shell reads it. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  @FunctionalInterface
  private interface Output {
    void read(InputStream in) throws IOException;
  }

  @FunctionalInterface
  private interface Input {
    void write(OutputStream out) throws IOException;
  }
}
