package firn.cli.flake;

import firn.cli.ExitCode;
import firn.cli.FlakeOptions;
import firn.cli.Session;
import firn.cli.SessionOptions;
import firn.cli.Terminal;
import firn.eval.fetch.FetchedTree;
import firn.eval.flake.FlakeRef;
import firn.eval.flake.Flakes;
import firn.store.local.Roots;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code firn flake prefetch}. */
@Command(
    name = "prefetch",
    description = {
      "Fetch the tree that a reference names, be it a flake or not, into the store.",
      "--json prints hash, locked, original and storePath."
    })
final class FlakePrefetch implements Callable<Integer> {
  @ParentCommand FlakeCommand flakeCommand;
  @Mixin SessionOptions session;

  @Parameters(paramLabel = "REF", description = "What to fetch, such as github:OWNER/REPO.")
  String reference = "";

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Option(
      names = {"-o", "--out-link"},
      paramLabel = "LINK",
      description = "Make a link to the tree, which keeps it from being collected as garbage.")
  @Nullable Path link;

  @Override
  public Integer call() {
    Terminal terminal = flakeCommand.terminal();
    try (Session opened = new Session(session, terminal, true)) {
      FlakeRef original = FlakeOptions.ref(reference);
      Flakes flakes = opened.flakes();
      FlakeRef resolved = flakes.resolve(original);
      FetchedTree tree = opened.evaluator().run(() -> flakes.fetcher().fetch(resolved.input()));
      FlakeRef locked = new FlakeRef(tree.input(), resolved.directory());
      String hash = tree.narHash().sri();
      if (json) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode out = mapper.createObjectNode();
        out.put("hash", hash);
        out.set("locked", locked.attributes().without("narHash").toJson());
        out.set("original", original.attributes().toJson());
        out.put("storePath", tree.path().toString());
        terminal.print(mapper.writeValueAsString(out));
      } else {
        terminal.say("Downloaded '" + locked + "' to '" + tree.path() + "' (hash '" + hash + "').");
      }
      if (link != null) {
        new Roots(opened.store().layout()).add(link, tree.path());
      }
    }
    return ExitCode.DONE;
  }
}
