package firn.cli.flake;

import firn.cli.ExitCode;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.eval.fetch.Registries;
import firn.eval.flake.FlakeRef;
import firn.eval.value.Bytes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code firn flake registry list}. */
@Command(
    name = "list",
    description = {
      "Show all entries in the order in which they win: those of flags, of the user, of the",
      "system, and those for everybody."
    })
final class RegistryList implements Callable<Integer> {
  @ParentCommand FlakeRegistry registry;
  @Mixin SessionOptions session;

  @Override
  public Integer call() {
    try (Session opened = new Session(session, registry.flakeCommand.terminal(), false)) {
      for (Registries.Entry entry : opened.flakes().registries().entries()) {
        String rank =
            switch (entry.rank()) {
              case FLAG -> "flags ";
              case USER -> "user  ";
              case SYSTEM -> "system";
              case GLOBAL -> "global";
            };
        FlakeRef to = new FlakeRef(entry.to(), entry.directory().orElse(""));
        registry
            .flakeCommand
            .terminal()
            .print(rank + " " + Bytes.toUnicode(entry.from() + " " + to));
      }
    }
    return ExitCode.DONE;
  }
}
