package firn.cli;

import firn.eval.Evaluator;
import firn.eval.access.ComputingStore;
import firn.eval.access.DiskFiles;
import firn.eval.builtin.EvalSettings;
import firn.machine.HostMachine;
import firn.store.StoreException;
import firn.store.db.StoreDatabase;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gets ready on a second core, while options are still being read, what takes a tenth of a second
 * each to whoever is the first to ask: the language (its classes, the parser's tables, the
 * builtins) and what stands between the program and a store (native calls, the database, numbers of
 * JSON). Nothing of the user's is looked at.
 */
final class Readiness {
  /** What surely evaluates. Other commands would only compete with themselves. */
  private static final Set<String> COMMANDS = Set.of("eval", "repl", "build");

  /** What surely opens a store. */
  private static final Set<String> STORE_COMMANDS =
      Set.of("build", "rebuild", "run", "store", "image", "log");

  private static final Set<String> NIX_STORE_COMMANDS =
      Set.of("nix-build", "nix-store", "nixos-rebuild");

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
  private static volatile @Nullable Thread preparingStore;
  private static volatile @Nullable Thread preparingMachine;

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
    boolean stores =
        NIX_STORE_COMMANDS.contains(name)
            || (name.equals("firn")
                && arguments.length > 0
                && STORE_COMMANDS.contains(arguments[0]));
    boolean machine = arguments.length > 0 && arguments[0].equals("rebuild");
    if (Runtime.getRuntime().availableProcessors() > 1) {
      preparingStore = stores ? begun(Readiness::prepareStore, "store readiness") : null;
      preparingMachine = stores ? begun(() -> prepareMachine(machine), "machine readiness") : null;
      preparing = evaluates ? begun(Readiness::prepare, "readiness") : null;
    }
  }

  private static Thread begun(Runnable what, String name) {
    Thread thread = new Thread(what, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /**
   * Waits until what was begun is done. Whoever is about to evaluate calls this, so that classes
   * whose initialisers need each other are never initialised by two threads at once.
   */
  static void await() {
    Thread thread = preparing;
    preparing = null;
    join(thread);
  }

  /** The same for what is about to open a store. */
  static void awaitStore() {
    Thread store = preparingStore;
    Thread machine = preparingMachine;
    preparingStore = null;
    preparingMachine = null;
    join(store);
    join(machine);
  }

  private static void join(@Nullable Thread thread) {
    if (thread == null) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void prepareStore() {
    try {
      Posix.user();
      StoreDatabase.load();
    } catch (StoreException | LinkageError e) {
      // Whoever opens the store meets it too, and can say what it was for.
      return;
    }
  }

  private static void prepareMachine(boolean machine) {
    try {
      // Locks and manifests are JSON.
      JsonMapper.shared().readTree("[1]");
      if (machine) {
        HostMachine.at(Path.of("/")).close();
        begun(Readiness::prepareBus, "bus readiness");
      }
    } catch (IOException | LinkageError e) {
      // As above.
      return;
    }
  }

  /** Nobody waits for this: it is needed after the store and the system are there. */
  private static void prepareBus() {
    try (HostMachine host = HostMachine.at(Path.of("/"))) {
      if (host.isBooted() && Posix.user() == 0) {
        host.systemctl().state();
      }
    } catch (IOException | LinkageError e) {
      // As above.
      return;
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
