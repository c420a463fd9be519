package firn.cli.repl;

import firn.cli.ExitCode;
import firn.cli.FirnCommand;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.Terminal;
import firn.cli.Version;
import firn.eval.value.NixAttrs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn repl}. */
@Command(name = "repl", description = "Evaluate expressions at a prompt; :? lists its commands.")
public final class ReplCommand implements Callable<Integer> {
  @ParentCommand FirnCommand firn;
  @Mixin SessionOptions session;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Load this file first; may be repeated.")
  List<String> files = new ArrayList<>();

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "As --file.")
  List<String> more = new ArrayList<>();

  @Override
  public Integer call() {
    Terminal terminal = firn.terminal();
    try (Session opened = new Session(session, terminal, true)) {
      ReplSession asked = new ReplSession(opened, evaluator -> NixAttrs.EMPTY);
      Repl repl = new Repl(asked, terminal, session.showTrace);
      files.addAll(more);
      files.forEach(file -> repl.input(":l " + file));
      boolean person = terminal.outIsTerminal() && System.console() != null;
      if (person) {
        terminal.say("Firn " + Version.FIRN + "; :? for help, :q to leave");
      }
      repl.run(ReplLines.of(person, repl::completions));
    }
    return ExitCode.DONE;
  }
}
