package firn.cli;

import firn.eval.Evaluator;
import firn.eval.access.ComputingStore;
import firn.eval.access.DiskFiles;
import firn.eval.builtin.EvalSettings;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gets the language ready on a second core while options are still being read: loads its classes,
 * the parser's tables and the builtins, all of which an evaluation takes a tenth of a second over
 * when it is the first to ask. Nothing of the user's is looked at.
 */
final class Readiness {
  /** What surely evaluates. Other commands would only compete with themselves. */
  private static final Set<String> COMMANDS = Set.of("eval", "repl", "build");

  private static final Set<String> NIX_COMMANDS = Set.of("nix-instantiate", "nix-env", "nix-build");

  /** Touches the common constructs of the language. */
  private static final String PROGRAM =
      """
      let
        inherit (builtins) map length;
        set = rec { a = "${toString 1}-b"; b = { c, d ? 2, ... }@e: with e; c + d; } // { f = ./.; };
      in
      assert set ? a && length [ 1 2 ] == 2;
      if set.a or "" == "" then 1 else map (x: x * 2) [ (set.b { c = 1; }) ]
      """;

  private static volatile @Nullable Thread preparing;

  private Readiness() {}

  /** Begins, if the command is one that evaluates and there is a core to spare. */
  static void begin(String name, String[] arguments) {
    boolean evaluates =
        NIX_COMMANDS.contains(name)
            || (name.equals("firn") && arguments.length > 0 && COMMANDS.contains(arguments[0]));
    // Whether evaluation counts is settled when its classes are loaded.
    for (String argument : arguments) {
      evaluates &= !argument.startsWith("--stats") && !argument.startsWith("--profile");
    }
    if (evaluates && Runtime.getRuntime().availableProcessors() > 1) {
      Thread thread = new Thread(Readiness::prepare, "readiness");
      thread.setDaemon(true);
      preparing = thread;
      thread.start();
    }
  }

  /**
   * Waits until what was begun is done. Whoever is about to evaluate calls this, so that classes
   * whose initialisers need each other are never initialised by two threads at once.
   */
  static void await() {
    Thread thread = preparing;
    if (thread == null) {
      return;
    }
    preparing = null;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void prepare() {
    EvalSettings settings = EvalSettings.ofProcess();
    ComputingStore store = new ComputingStore();
    DiskFiles files = new DiskFiles(path -> Path.of(path.toString()));
    Evaluator evaluator = new Evaluator(settings, store, files, line -> {}, Session.PROVIDERS);
    evaluator.run(() -> evaluator.evalExpression(PROGRAM));
  }
}
