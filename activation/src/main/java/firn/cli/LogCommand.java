package firn.cli;

import firn.store.StorePath;
import firn.store.build.BuildLogs;
import firn.store.cache.CacheReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code firn log}. */
@Command(
    name = "log",
    mixinStandardHelpOptions = true,
    description = "Print what the builder of a derivation or of an output printed.")
public final class LogCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin BuildOptions options;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "A derivation, an output, or a link to one.")
  List<String> paths = new ArrayList<>();

  public LogCommand(Terminal terminal) {
    this.terminal = terminal;
    this.options = new BuildOptions();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (StoreSession session = StoreSession.open(options, terminal)) {
      @Nullable CacheReader cache = session.cache();
      for (String argument : paths) {
        StorePath path = session.path(argument);
        Optional<InputStream> log =
            cache == null ? BuildLogs.open(session.store(), path) : log(cache, path);
        if (log.isEmpty()) {
          throw new CommandException(
              ExitCode.EXPRESSION,
              "there is no log of a build of '" + path + "'",
              "What was fetched from a cache or built inside Firn without a word has none.");
        }
        try (InputStream in = log.get()) {
          in.transferTo(terminal.out());
        }
      }
    }
    return ExitCode.DONE;
  }

  private static Optional<InputStream> log(CacheReader cache, StorePath path)
      throws IOException, InterruptedException {
    if (path.isDerivation()) {
      return cache.log(path);
    }
    @Nullable StorePath deriver = cache.require(path).info().deriver();
    return deriver == null ? Optional.empty() : cache.log(deriver);
  }
}
