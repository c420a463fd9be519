package firn.cli;

import firn.cli.declare.Declarations;
import firn.cli.nix.Nix;
import firn.cli.nix.NixBuild;
import firn.cli.nix.NixCollectGarbage;
import firn.cli.nix.NixEnv;
import firn.cli.nix.NixInstantiate;
import firn.cli.nix.NixStore;
import firn.cli.nix.NixosRebuild;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** Every command there is, for tests of what they have in common. */
public final class CommandTrees {
  private CommandTrees() {}

  /** The command lines that Firn answers to, with everything below them. */
  public static List<CommandLine> all() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(nowhere, nowhere, false, false);
    return List.of(
        FirnCommand.commandLine(terminal, new String[0]),
        Nix.commandLine(terminal, new String[0]),
        Declarations.line(new NixBuild(terminal)),
        Declarations.line(new NixCollectGarbage(terminal)),
        Declarations.line(new NixEnv(terminal)),
        Declarations.line(new NixInstantiate(terminal)),
        Declarations.line(new NixStore(terminal)),
        Declarations.line(new NixosRebuild(terminal)));
  }

  /** The providers of builtins that commands evaluate with. */
  public static List<Class<?>> providers() {
    return List.copyOf(Session.PROVIDERS.stream().map(Object::getClass).toList());
  }
}
