package firn.cli.nix;

import firn.cli.Terminal;
import firn.store.StorePath;
import firn.store.build.BuildEvent;
import java.util.List;

/** What would be done, as Nix words it. */
final class DryRun {
  private DryRun() {}

  static void tell(Terminal terminal, BuildEvent.Planned plan) {
    list(terminal, plan.builds(), "derivation", "built");
    list(terminal, plan.substitutes(), "path", "fetched");
  }

  private static void list(Terminal terminal, List<StorePath> paths, String what, String done) {
    if (paths.isEmpty()) {
      return;
    }
    terminal.say(
        paths.size() == 1
            ? "this " + what + " will be " + done + ":"
            : "these " + paths.size() + " " + what + "s will be " + done + ":");
    paths.forEach(path -> terminal.say("  " + path));
  }
}
