package firn.cli.nix;

import firn.cli.BuildOptions;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.cli.Version;
import firn.store.cache.CacheReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code nix store ping}, which later versions of Nix call {@code nix store info}. */
@Command(name = "ping", description = "Say whether the store can be used.")
final class NixCommandPing implements Callable<Integer> {
  private static final String URL = "local";

  private final Terminal terminal;

  @Mixin BuildOptions options;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  NixCommandPing(Terminal terminal) {
    this.terminal = terminal;
    this.options = new BuildOptions();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, Object> document = new LinkedHashMap<>();
    try (StoreSession session = StoreSession.open(options, terminal)) {
      @Nullable CacheReader cache = session.cache();
      if (cache == null) {
        session.store();
        document.put("trusted", true);
        document.put("url", URL);
        document.put("version", Version.FIRN);
      } else {
        document.put("url", cache.url());
      }
    }
    if (json) {
      terminal.out().print(new JsonMapper().writeValueAsString(document));
    } else {
      terminal.say("Store URL: " + document.get("url"));
      if (document.containsKey("version")) {
        terminal.say("Version: " + document.get("version"));
      }
    }
    return NixExitCode.DONE;
  }
}
