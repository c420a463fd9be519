package firn.cli;

import firn.eval.AutoCall;
import firn.eval.Evaluator;
import firn.eval.value.NixAttrs;
import firn.eval.value.Value;
import firn.packages.archive.Lock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Which expression: a file or a text, the arguments it is called with, the attributes selected from
 * it.
 */
public final class ExpressionOptions {
  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The expression in this file, or in a folder's default.nix.")
  public @Nullable String file;

  @Option(
      names = {"-E", "--expr"},
      paramLabel = "EXPR",
      description = "This expression.")
  public @Nullable String expression;

  @Option(
      names = {"-A", "--attr"},
      paramLabel = "PATH",
      description = "Select this attribute; may be repeated.")
  public List<String> attributes = new java.util.ArrayList<>();

  @Option(
      names = "--lock",
      paramLabel = "FILE",
      description =
          "Pin the Debian packages used in this file; by default a firn.lock beside the FILE, where there is one.")
  @Nullable Path lock;

  @Mixin ArgumentOptions arguments;

  /** Whether no expression is given. */
  boolean isEmpty() {
    return file == null && expression == null;
  }

  /** The lock that pins the packages used; null for none. */
  @Nullable Path lockFile(@Nullable String defaultFile) {
    if (lock != null) {
      return lock.toAbsolutePath();
    }
    String name = file == null && expression == null ? defaultFile : file;
    if (name == null || name.equals("-") || name.startsWith("<")) {
      return null;
    }
    Path named = Path.of(name).toAbsolutePath().normalize();
    Path beside =
        Files.isDirectory(named) ? named.resolve(Lock.FILE) : named.resolveSibling(Lock.FILE);
    return Files.exists(beside) ? beside : null;
  }

  /** The arguments that functions are called with. */
  public NixAttrs arguments(Evaluator evaluator) {
    return arguments.arguments(evaluator);
  }

  /** The values asked for, in order; the whole expression where no attribute is selected. */
  public List<Value> values(Evaluator evaluator, @Nullable String defaultFile) {
    NixAttrs given = arguments(evaluator);
    Value root = root(evaluator, defaultFile);
    List<String> paths = attributes.isEmpty() ? List.of("") : attributes;
    return paths.stream()
        .map(path -> AutoCall.call(AutoCall.select(root, path, given), given))
        .toList();
  }

  private Value root(Evaluator evaluator, @Nullable String defaultFile) {
    if (expression != null) {
      return evaluator.evalExpression(expression);
    }
    String name = file == null ? defaultFile : file;
    if (name == null) {
      throw new CommandException(
          ExitCode.USAGE, "which expression?", "give one with -f FILE or -E EXPR");
    }
    return evalFile(evaluator, name);
  }

  /** A file, a folder, {@code -} for standard input, or {@code <name>}. */
  public static Value evalFile(Evaluator evaluator, String name) {
    if (name.equals("-")) {
      try {
        return evaluator.evalSource(ParseCommand.read(Path.of("-")));
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    return name.startsWith("<")
        ? evaluator.evalExpression("import " + name)
        : evaluator.evalFile(Path.of(name));
  }
}
