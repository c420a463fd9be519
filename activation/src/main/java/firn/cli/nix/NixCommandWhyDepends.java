package firn.cli.nix;

import firn.cli.CommandException;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.Terminal;
import firn.store.StorePath;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nix why-depends}. */
@Command(
    name = "why-depends",
    description = "Show how one path comes to have another in its closure.")
final class NixCommandWhyDepends implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin SessionOptions session;
  @Mixin Installables installables;

  @Option(
      names = {"-a", "--all"},
      description = "All ways, not only a shortest one.")
  boolean all;

  @Option(names = "--precise", description = "Show the files that hold the references.")
  boolean precise;

  NixCommandWhyDepends(Terminal terminal) {
    this.terminal = terminal;
    this.session = new SessionOptions();
    this.installables = new Installables();
  }

  @Override
  public Integer call() throws IOException {
    List<String> two = installables.operands;
    if (two.size() != 2) {
      throw new CommandException(
          NixExitCode.FAILED, "'why-depends' requires a package and a dependency", null);
    }
    try (Session opened = new Session(session, terminal, true)) {
      StorePath from = installables.one(opened, session, two.getFirst(), true);
      StorePath to = installables.one(opened, session, two.getLast(), false);
      if (!opened.store().closure(List.of(from)).contains(to)) {
        terminal.say("'%s' does not depend on '%s'".formatted(two.getFirst(), two.getLast()));
        return NixExitCode.DONE;
      }
      new DependencyTree(opened.store(), to, all, precise, terminal.outIsTerminal())
          .print(from, terminal::print);
    }
    return NixExitCode.DONE;
  }
}
