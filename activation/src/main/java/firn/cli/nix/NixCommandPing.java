package firn.cli.nix;

import firn.cli.BuildOptions;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.cli.Version;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
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
  public Integer call() {
    try (StoreSession session = StoreSession.open(options, terminal)) {
      session.store();
      if (json) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("trusted", true);
        document.put("url", URL);
        document.put("version", Version.FIRN);
        terminal.out().print(new JsonMapper().writeValueAsString(document));
      } else {
        terminal.say("Store URL: " + URL);
        terminal.say("Version: " + Version.FIRN);
      }
    }
    return NixExitCode.DONE;
  }
}
