package firn.cli.flake;

import firn.cli.ExitCode;
import firn.cli.FlakeOptions;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.eval.flake.FlakeTrees;
import firn.eval.flake.Flakes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code firn flake archive}. */
@Command(
    name = "archive",
    description = {
      "Fetch a flake and all its inputs into the store, so that it can be used without a network.",
      "--json prints path and inputs, each with the same of its own."
    })
final class FlakeArchive implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();

  @ParentCommand FlakeCommand flakeCommand;
  @Mixin SessionOptions session;
  @Mixin FlakeOptions options;

  @Parameters(paramLabel = "FLAKE", arity = "0..1", description = "This folder's by default.")
  String flake = ".";

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Option(names = "--dry-run", description = "Say where the trees would be; write nothing.")
  boolean dryRun;

  @Override
  public Integer call() {
    try (Session opened = new Session(session, flakeCommand.terminal(), !dryRun)) {
      opened.forFlakes();
      FlakeTrees trees =
          opened
              .evaluator()
              .run(() -> {
                Flakes flakes = opened.flakes();
                return flakes.trees(flakes.lock(FlakeOptions.ref(flake), options.flags(session)));
              });
      if (json) {
        flakeCommand.terminal().print(JSON.writeValueAsString(described(trees)));
      }
    }
    return ExitCode.DONE;
  }

  private static ObjectNode described(FlakeTrees trees) {
    ObjectNode inputs = JSON.createObjectNode();
    trees.inputs().forEach((name, input) -> inputs.set(name, described(input)));
    ObjectNode node = JSON.createObjectNode();
    node.set("inputs", inputs);
    trees.path().ifPresent(path -> node.put("path", path.toString()));
    return node;
  }
}
