package firn.cli;

import firn.eval.value.Bytes;
import firn.grammar.NixParser;
import firn.grammar.Printer;
import firn.grammar.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn parse}. */
@Command(
    name = "parse",
    description = "Parse files or an expression and print the tree in the language's own notation.")
public final class ParseCommand implements Callable<Integer> {
  @ParentCommand FirnCommand firn;

  @Option(
      names = {"-E", "--expr"},
      paramLabel = "EXPR",
      description = "Parse this text instead of files.")
  @Nullable String expression;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Files to parse; - for standard input.")
  List<Path> files = List.of();

  @Override
  public Integer call() throws IOException {
    if (expression != null) {
      print(SourceText.ofUnicode(Bytes.ofUnicode("«string»"), expression));
    }
    for (Path file :
        expression == null && files.isEmpty() ? List.of(Path.of("default.nix")) : files) {
      print(read(file));
    }
    return ExitCode.DONE;
  }

  /**
   * A source on disk, or on standard input where the file is {@code -}.
   *
   * @throws CommandException if it is more than there can be of a source
   */
  public static SourceText read(Path file) throws IOException {
    try {
      return readWhole(file);
    } catch (OutOfMemoryError e) {
      throw new CommandException(
          ExitCode.EXPRESSION, "file '" + file + "' is too large to be read", null);
    }
  }

  private static SourceText readWhole(Path file) throws IOException {
    return file.toString().equals("-")
        ? SourceText.ofBytes(Bytes.ofUnicode("«stdin»"), System.in.readAllBytes())
        : SourceText.ofBytes(
            file.toAbsolutePath().normalize().toString(), Files.readAllBytes(file));
  }

  private void print(SourceText source) {
    firn.terminal().out().println(Printer.print(NixParser.parse(source)));
  }
}
