package firn.cli.store;

import firn.cli.Terminal;
import firn.cli.declare.Declarations;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code firn store}. */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "ACTION",
    commandListHeading = "%nActions:%n",
    description = "Look at the store, check it, clean it up, and exchange its contents.",
    footer = {
      "",
      "A path may be given as a store path, logical or physical, as anything below one, or as a link to one."
    })
public final class StoreCommand implements Runnable {
  private static final Map<String, Function<Terminal, StoreAction>> ACTIONS = actions();

  @Spec CommandSpec spec;

  private static Map<String, Function<Terminal, StoreAction>> actions() {
    Map<String, Function<Terminal, StoreAction>> actions = new LinkedHashMap<>();
    actions.put("add", StoreAdd::new);
    actions.put("cat", StoreCat::new);
    actions.put("copy", StoreCopyAction::new);
    actions.put("delete", StoreDelete::new);
    actions.put("diff-closures", StoreDiffClosures::new);
    actions.put("export", StoreExport::new);
    actions.put("gc", StoreGc::new);
    actions.put("generate-key", StoreGenerateKey::new);
    actions.put("import", StoreImport::new);
    actions.put("info", StoreInfo::new);
    actions.put("ls", StoreLs::new);
    actions.put("missing", StoreMissing::new);
    actions.put("optimise", StoreOptimise::new);
    actions.put("realise", StoreRealise::new);
    actions.put("repair", StoreRepair::new);
    actions.put("serve", StoreServe::new);
    actions.put("sign", StoreSign::new);
    actions.put("verify", StoreVerify::new);
    actions.put("why-depends", StoreWhyDepends::new);
    return actions;
  }

  /** The command with its actions below it. */
  public static CommandLine commandLine(Terminal terminal) {
    CommandLine line = Declarations.line(new StoreCommand());
    ACTIONS.forEach((name, action) -> Declarations.add(line, name, action.apply(terminal)));
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which action?");
  }
}
