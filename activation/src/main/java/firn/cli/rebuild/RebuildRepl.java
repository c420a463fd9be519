package firn.cli.rebuild;

import firn.cli.ExitCode;
import firn.cli.Session;
import firn.cli.SystemConfiguration;
import firn.cli.Terminal;
import firn.cli.repl.Repl;
import firn.cli.repl.ReplLines;
import firn.cli.repl.ReplSession;
import firn.eval.Evaluator;
import firn.eval.value.NixAttrs;
import firn.modules.Library;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code firn rebuild repl}. */
@Command(
    name = "repl",
    description = {
      "Look around in a configuration: evaluate expressions over config, options, pkgs and lib.",
      "Builds nothing and changes nothing. :? lists the commands."
    })
public final class RebuildRepl implements Callable<Integer> {
  @ParentCommand RebuildCommand rebuild;
  @Mixin RebuildOptions options;

  @Override
  public Integer call() {
    Terminal terminal = rebuild.terminal();
    try (Session session = options.openReading(terminal)) {
      SystemConfiguration configuration =
          new SystemConfiguration(session, options.configuration(), List.of());
      boolean person = terminal.outIsTerminal() && System.console() != null;
      if (person) {
        terminal.say(
            "config, options, pkgs and lib of "
                + configuration.file()
                + "; :? for help, :q to leave");
      }
      ReplSession asked = new ReplSession(session, evaluator -> scope(evaluator, configuration));
      Repl repl = new Repl(asked, terminal, options.session.showTrace);
      repl.run(ReplLines.of(person, repl::completions));
    }
    return ExitCode.DONE;
  }

  /** The names that expressions over a configuration may use. */
  public static NixAttrs scope(Evaluator evaluator, SystemConfiguration configuration) {
    return configuration
        .evaluate()
        .update(NixAttrs.of("lib", evaluator.evalFile(Library.root().resolve("lib"))));
  }
}
