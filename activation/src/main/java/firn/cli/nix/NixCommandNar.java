package firn.cli.nix;

import firn.cli.BuildOptions;
import firn.cli.Terminal;
import firn.cli.declare.Declarations;
import firn.store.nar.NarEncoder;
import firn.store.nar.TreeReader;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nix nar}: archives of files that need not be in a store. */
@Command(
    name = "nar",
    synopsisSubcommandLabel = "COMMAND",
    description = "Write archives of files and trees.")
final class NixCommandNar implements Runnable {
  @Spec CommandLine.Model.CommandSpec spec;

  /** The command with its subcommands; later versions of Nix say {@code pack}. */
  static CommandLine commandLine(Terminal terminal) {
    CommandLine line = Declarations.line(new NixCommandNar());
    Declarations.add(line, "dump-path", new Dump(terminal));
    Declarations.add(line, "pack", new Dump(terminal));
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no subcommand specified");
  }

  /** {@code nix nar dump-path}. */
  @Command(name = "dump-path", description = "Write the archive of a file or tree.")
  static final class Dump implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin BuildOptions options;

    @Parameters(paramLabel = "PATH", description = "A file or folder.")
    String path = "";

    Dump(Terminal terminal) {
      this.terminal = terminal;
      this.options = new BuildOptions();
    }

    @Override
    public Integer call() throws IOException {
      String file = PathBytes.of(PathBytes.toPath(path).toAbsolutePath());
      TreeReader.read(file, new NarEncoder(terminal.out()));
      return NixExitCode.DONE;
    }
  }
}
