package firn.cli.nix;

import firn.cli.ExpressionOptions;
import firn.cli.Session;
import firn.cli.Terminal;
import firn.eval.value.Bytes;
import firn.eval.value.Value;
import firn.eval.value.ValuePrinter;
import firn.store.posix.PathBytes;
import firn.store.posix.Posix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code nix-env} takes packages from: a file, or a folder, whose files and folders with a
 * {@code default.nix} make a set, each under its name; of folders in it that have none, what these
 * hold (Nix manual, "Default Nix expression").
 */
record SourceExpression(Session session, Terminal terminal) {
  private static final String SUFFIX = ".nix";

  /**
   * The value.
   *
   * @param file what was named; if nothing was, {@code ~/.nix-defexpr}, and where there is nothing
   *     in that, {@code <nixpkgs>}
   */
  Value load(@Nullable String file) {
    Path named = file == null ? ProfileOperations.home().resolve(".nix-defexpr") : named(file);
    if (named == null || isExpression(named) && file != null) {
      return ExpressionOptions.evalFile(session.evaluator(), String.valueOf(file));
    }
    if (isExpression(named)) {
      return ExpressionOptions.evalFile(session.evaluator(), named.toString());
    }
    SortedMap<String, Path> all = new TreeMap<>();
    try {
      if (Files.isDirectory(named)) {
        collect(named, all);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (all.isEmpty()) {
      return ExpressionOptions.evalFile(session.evaluator(), file == null ? "<nixpkgs>" : file);
    }
    return session.evaluator().evalExpression(set(all));
  }

  /** A folder that is named, or a file; null where it is standard input, or on the search path. */
  private static @Nullable Path named(String file) {
    return file.equals("-") || file.startsWith("<") ? null : PathBytes.toPath(file);
  }

  private static boolean isExpression(Path path) {
    return Files.isRegularFile(path) || Files.exists(path.resolve("default.nix"));
  }

  private void collect(Path folder, SortedMap<String, Path> all) throws IOException {
    for (String name : Posix.list(PathBytes.of(folder)).stream().sorted().toList()) {
      Path path = PathBytes.toPath(PathBytes.of(folder) + "/" + name);
      // A profile may be among the folders, and links may lead nowhere.
      if (name.equals("manifest.nix") || !Files.exists(path)) {
        continue;
      }
      boolean file = Files.isRegularFile(path) && name.endsWith(SUFFIX);
      if (file || Files.isDirectory(path) && isExpression(path)) {
        String attribute =
            name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        if (all.putIfAbsent(attribute, path) != null) {
          terminal.warn("name collision in input Nix expressions, skipping '" + path + "'");
        }
      } else if (Files.isDirectory(path)) {
        collect(path, all);
      }
    }
  }

  /** With a mark by which a search knows that it is to look into each. */
  private static String set(SortedMap<String, Path> all) {
    StringBuilder text = new StringBuilder("{ _combineChannels = [ ]; ");
    all.forEach((name, path) ->
        text.append(ValuePrinter.quote(name))
            .append(" = import (/. + ")
            .append(ValuePrinter.quote(PathBytes.of(path.toAbsolutePath())))
            .append("); "));
    return Bytes.toUnicode(text.append('}').toString());
  }
}
