package firn.cli.nix;

import firn.cli.CommandException;
import firn.cli.Terminal;
import firn.cli.declare.Declarations;
import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.HashFormat;
import firn.store.MalformedException;
import firn.store.nar.HashSink;
import firn.store.nar.NarEncoder;
import firn.store.nar.TreeReader;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nix hash}: hashes of files and trees, and their notations. */
@Command(
    name = "hash",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Compute hashes of files and trees, and write them otherwise.")
final class NixCommandHash implements Runnable {
  @Spec CommandLine.Model.CommandSpec spec;

  /** The command with its subcommands. */
  static CommandLine commandLine(Terminal terminal) {
    CommandLine line = Declarations.line(new NixCommandHash());
    Declarations.add(line, "path", new Contents(terminal, true));
    Declarations.add(line, "file", new Contents(terminal, false));
    Declarations.add(line, "convert", new Convert(terminal, null));
    Declarations.add(line, "to-base16", new Convert(terminal, "base16"));
    Declarations.add(line, "to-base32", new Convert(terminal, "nix32"));
    Declarations.add(line, "to-base64", new Convert(terminal, "base64"));
    Declarations.add(line, "to-sri", new Convert(terminal, "sri"));
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no subcommand specified");
  }

  private static HashAlgorithm algorithm(String name) {
    return HashAlgorithm.byId(name)
        .orElseThrow(() ->
            new CommandException(
                NixExitCode.FAILED,
                "unknown hash algorithm '"
                    + name
                    + "', expect 'md5', 'sha1', 'sha256', or 'sha512'",
                null));
  }

  private static String written(Hash hash, String format) {
    return switch (format) {
      case "sri" -> hash.sri();
      case "base16" -> hash.base16();
      case "nix32", "base32" -> hash.nix32();
      case "base64" -> hash.digits(HashFormat.BASE64);
      default ->
          throw new CommandException(
              NixExitCode.FAILED,
              "unknown hash format '"
                  + format
                  + "', expect 'base16', 'base32', 'base64', 'nix32', or 'sri'",
              null);
    };
  }

  /** {@code nix hash path} and {@code nix hash file}. */
  @Command(
      mixinStandardHelpOptions = true,
      description = "Print the hashes of files, or of the archives of trees.")
  static final class Contents implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
        names = {"--type", "--algo"},
        paramLabel = "ALGORITHM",
        description = "md5, sha1, sha256 (the default) or sha512.")
    String algorithm = "sha256";

    @Option(
        names = {"--mode"},
        paramLabel = "MODE",
        description = "What is hashed: the archive (nar) or the file itself (flat).")
    String mode;

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = "base16, nix32, base64 or sri.")
    String format = "sri";

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files or folders.")
    List<Path> paths = new ArrayList<>();

    Contents(Terminal terminal, boolean archives) {
      this.terminal = terminal;
      this.mode = archives ? "nar" : "flat";
    }

    @Option(names = "--sri", description = "As --format sri.")
    void sri(boolean given) {
      format = "sri";
    }

    @Option(names = "--base16", description = "As --format base16.")
    void base16(boolean given) {
      format = "base16";
    }

    @Option(names = "--base32", description = "As --format nix32.")
    void base32(boolean given) {
      format = "nix32";
    }

    @Option(names = "--base64", description = "As --format base64.")
    void base64(boolean given) {
      format = "base64";
    }

    @Override
    public Integer call() throws IOException {
      for (Path path : paths) {
        HashSink sink = new HashSink(algorithm(algorithm));
        switch (mode) {
          case "nar" -> TreeReader.read(PathBytes.of(path), new NarEncoder(sink));
          case "flat" -> copy(path, sink);
          default ->
              throw new CommandException(
                  NixExitCode.FAILED, "unknown mode '" + mode + "', expect 'nar' or 'flat'", null);
        }
        terminal.print(written(sink.hash(), format));
      }
      return NixExitCode.DONE;
    }

    private static void copy(Path path, OutputStream sink) throws IOException {
      if (!Files.isRegularFile(path)) {
        throw new CommandException(
            NixExitCode.FAILED, "'" + path + "' is not a regular file", null);
      }
      Files.copy(path, sink);
    }
  }

  /** {@code nix hash convert}, and the older commands for one format each. */
  @Command(mixinStandardHelpOptions = true, description = "Write hashes in another format.")
  static final class Convert implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
        names = {"--hash-algo", "--algo", "--type"},
        paramLabel = "ALGORITHM",
        description = "Of hashes that do not name theirs.")
    @Nullable String algorithm;

    @Option(
        names = {"--to", "--to-format"},
        paramLabel = "FORMAT",
        description = "base16, nix32, base64 or sri (the default).")
    String format;

    @Parameters(paramLabel = "HASH", arity = "1..*", description = "In any format.")
    List<String> hashes = new ArrayList<>();

    Convert(Terminal terminal, @Nullable String format) {
      this.terminal = terminal;
      this.format = format == null ? "sri" : format;
    }

    @Override
    public Integer call() {
      for (String text : hashes) {
        try {
          Hash hash = Hash.parse(text, algorithm == null ? null : algorithm(algorithm));
          terminal.print(written(hash, format));
        } catch (MalformedException e) {
          throw new CommandException(NixExitCode.FAILED, String.valueOf(e.getMessage()), null);
        }
      }
      return NixExitCode.DONE;
    }
  }
}
