package firn.cli.nix;

import firn.cli.Session;
import firn.cli.StoreUrls;
import firn.cli.Terminal;
import firn.store.StorePath;
import firn.store.local.LocalStore;
import firn.store.transfer.ContentAddressing;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code nix store make-content-addressed}. */
@Command(
    name = "make-content-addressed",
    description = "Copy paths, and all they refer to, to paths that follow from their contents.")
final class NixCommandMakeContentAddressed extends InstallableAction {
  @Option(names = "--to", paramLabel = "STORE", description = "To this store instead.")
  @Nullable String to;

  @Option(names = "--json", description = "Print JSON: rewrites, from old paths to new.")
  boolean json;

  NixCommandMakeContentAddressed(Terminal terminal) {
    super(terminal);
  }

  @Override
  int act(Session opened, List<StorePath> paths) throws IOException {
    if (to == null) {
      say(paths, new ContentAddressing(opened.store(), opened.store()).copy(paths));
      return NixExitCode.DONE;
    }
    try (LocalStore target = StoreUrls.local(to)) {
      say(paths, new ContentAddressing(opened.store(), target).copy(paths));
    }
    return NixExitCode.DONE;
  }

  private void say(List<StorePath> paths, Map<StorePath, StorePath> copies) {
    Map<String, String> rewrites = new LinkedHashMap<>();
    paths.forEach(path -> rewrites.put(path.toString(), String.valueOf(copies.get(path))));
    if (json) {
      terminal.out().print(new JsonMapper().writeValueAsString(Map.of("rewrites", rewrites)));
    } else {
      rewrites.forEach((from, copy) -> terminal.say("rewrote '" + from + "' to '" + copy + "'"));
    }
  }
}
