package firn.cli.nix;

import firn.cli.Terminal;
import firn.cli.declare.Declarations;
import firn.cli.store.StoreCommand;
import firn.store.ContentAddress.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * {@code nix store}: {@code firn store}, with Nix's own actions in the place of those that answer
 * otherwise there.
 */
final class NixCommandStore {
  private static final Map<String, Function<Terminal, Object>> ACTIONS = actions();

  private NixCommandStore() {}

  private static Map<String, Function<Terminal, Object>> actions() {
    Map<String, Function<Terminal, Object>> actions = new LinkedHashMap<>();
    actions.put("add", terminal -> new NixCommandAdd(terminal, Method.RECURSIVE));
    actions.put("add-path", terminal -> new NixCommandAdd(terminal, Method.RECURSIVE));
    actions.put("add-file", terminal -> new NixCommandAdd(terminal, Method.FLAT));
    actions.put("copy-log", NixCommandCopyLog::new);
    actions.put("copy-sigs", NixCommandCopySignatures::new);
    actions.put("delete", NixCommandDelete::new);
    actions.put("diff-closures", NixCommandDiffClosures::new);
    actions.put("dump-path", NixCommandDumpPath::new);
    actions.put("gc", NixCommandGc::new);
    actions.put("info", NixCommandPing::new);
    actions.put("ls", NixCommandLs::new);
    actions.put("make-content-addressed", NixCommandMakeContentAddressed::new);
    actions.put("ping", NixCommandPing::new);
    actions.put("prefetch-file", NixCommandPrefetchFile::new);
    actions.put("sign", NixCommandSign::new);
    actions.put("verify", NixCommandVerify::new);
    return actions;
  }

  static CommandLine commandLine(Terminal terminal) {
    CommandLine line = StoreCommand.commandLine(terminal);
    ACTIONS.forEach((name, action) -> {
      if (line.getSubcommands().containsKey(name)) {
        line.getCommandSpec().removeSubcommand(name);
      }
      Declarations.add(line, name, action.apply(terminal));
    });
    return line;
  }
}
