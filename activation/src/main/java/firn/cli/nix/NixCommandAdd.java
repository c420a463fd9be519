package firn.cli.nix;

import firn.cli.BuildOptions;
import firn.cli.CommandException;
import firn.cli.StoreSession;
import firn.cli.Terminal;
import firn.eval.access.ComputingStore;
import firn.store.ContentAddress.Method;
import firn.store.HashAlgorithm;
import firn.store.SourceFilter;
import firn.store.SourceTree;
import firn.store.StorePath;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nix store add}, {@code add-path} and {@code add-file}. */
@Command(name = "add", description = "Add a file or folder to the store.")
final class NixCommandAdd implements Callable<Integer> {
  private final Terminal terminal;
  private Method method;

  @Mixin BuildOptions options;

  @Option(
      names = {"-n", "--name"},
      paramLabel = "NAME",
      description = "The name in the store, if not the file's own.")
  @Nullable String name;

  @Option(names = "--dry-run", description = "Only print the store path.")
  boolean dryRun;

  @Parameters(paramLabel = "PATH", description = "A file or folder.")
  String file = "";

  NixCommandAdd(Terminal terminal, Method method) {
    this.terminal = terminal;
    this.method = method;
    this.options = new BuildOptions();
  }

  @Option(names = "--mode", paramLabel = "MODE", description = "nar or flat.")
  void mode(String mode) {
    method =
        switch (mode) {
          case "nar" -> Method.RECURSIVE;
          case "flat" -> Method.FLAT;
          default ->
              throw new CommandException(
                  NixExitCode.FAILED, "unknown content address method '" + mode + "'", null);
        };
  }

  @Override
  public Integer call() throws IOException {
    Path path = PathBytes.toPath(file).toAbsolutePath().normalize();
    if (!Posix.exists(PathBytes.of(path))) {
      throw new CommandException(
          NixExitCode.FAILED, "getting status of '" + path + "': No such file or directory", null);
    }
    String own = String.valueOf(path.getFileName());
    SourceTree source =
        new SourceTree(
            name == null ? own : name, path, method, HashAlgorithm.SHA256, SourceFilter.ALL);
    try (StoreSession session = StoreSession.open(options, terminal)) {
      StorePath added =
          dryRun
              ? new ComputingStore(
                      session::store,
                      (cache, wanted) -> session.store().query(wanted).orElseThrow())
                  .addSource(source)
              : session.store().addSource(source);
      terminal.print(added.toString());
    }
    return NixExitCode.DONE;
  }
}
