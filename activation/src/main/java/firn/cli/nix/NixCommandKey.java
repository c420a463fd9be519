package firn.cli.nix;

import firn.cli.Terminal;
import firn.cli.declare.Declarations;
import firn.store.cache.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nix key}: pairs of keys for signing paths. */
@Command(name = "key", synopsisSubcommandLabel = "COMMAND", description = "Make pairs of keys.")
final class NixCommandKey implements Runnable {
  private static final int LONGEST = 4096;

  @Spec CommandLine.Model.CommandSpec spec;

  /** The command with its subcommands. */
  static CommandLine commandLine(Terminal terminal) {
    CommandLine line = Declarations.line(new NixCommandKey());
    Declarations.add(line, "generate-secret", new Generate(terminal));
    Declarations.add(line, "convert-secret-to-public", new Convert(terminal));
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no subcommand specified");
  }

  /** {@code nix key generate-secret}. */
  @Command(name = "generate-secret", description = "Print a new secret key.")
  static final class Generate implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
        names = "--key-name",
        required = true,
        paramLabel = "NAME",
        description = "The key's name, such as cache.example.org-1.")
    String name = "";

    Generate(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      terminal.out().print(SigningKey.generate(name).secretText());
      return NixExitCode.DONE;
    }
  }

  /** {@code nix key convert-secret-to-public}. */
  @Command(
      name = "convert-secret-to-public",
      description = "Print the public half of the secret key on standard input.")
  static final class Convert implements Callable<Integer> {
    private final Terminal terminal;

    Convert(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      try (InputStream in = StoreFiles.stdin()) {
        String secret = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        terminal.out().print(SigningKey.parse(secret.strip()).publicText());
      }
      return NixExitCode.DONE;
    }
  }
}
