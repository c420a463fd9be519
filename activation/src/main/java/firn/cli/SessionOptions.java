package firn.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of every command that evaluates. */
public class SessionOptions extends BuildOptions {
  @Option(
      names = {"-I", "--include"},
      paramLabel = "[NAME=]PATH",
      description = "Look for <NAME> here, before NIX_PATH.")
  public List<String> include = new ArrayList<>();

  @Option(names = "--show-trace", description = "Show every frame of an error's trace.")
  public boolean showTrace;

  @Option(
      names = "--max-call-depth",
      paramLabel = "N",
      description = "How deep calls may nest (${DEFAULT-VALUE}).")
  public int maxCallDepth = 10_000;
}
