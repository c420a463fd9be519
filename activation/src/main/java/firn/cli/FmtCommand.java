package firn.cli;

import firn.grammar.SourceText;
import firn.grammar.SyntaxException;
import firn.grammar.format.FormatException;
import firn.grammar.format.Formatter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code firn fmt}. */
@Command(
    name = "fmt",
    description = {
      "Lay out sources in the standard format of the Nix language (RFC 166).",
      "Meaning and comments stay; a file that is laid out already is not touched. In a folder, all",
      "files whose names end in .nix are meant, at any depth, but for hidden folders."
    })
public final class FmtCommand implements Callable<Integer> {
  private static final Path STANDARD_INPUT = Path.of("-");

  @ParentCommand FirnCommand firn;

  @Option(
      names = {"-c", "--check"},
      description =
          "Change nothing; name the files that would change on standard output, and exit with 1 if"
              + " there are any.")
  boolean check;

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "0..*",
      description =
          "What to format, by default the current folder; - for standard input to standard output.")
  List<Path> paths = List.of();

  @Override
  public Integer call() throws IOException {
    Problems problems = new Problems(firn.terminal(), false, false);
    int exit = ExitCode.DONE;
    for (Path path : paths.isEmpty() ? List.of(Path.of("")) : paths) {
      for (Path file : sources(path)) {
        try {
          if (!format(file) && check) {
            exit = Math.max(exit, ExitCode.EXPRESSION);
          }
        } catch (FormatException e) {
          firn.terminal().say("error: " + e.getMessage());
          exit = ExitCode.BUG;
        } catch (SyntaxException e) {
          exit = Math.max(exit, problems.report(e));
        }
      }
    }
    return exit;
  }

  /** Lays out one file; answers whether it was so already. */
  private boolean format(Path file) throws IOException {
    SourceText source = ParseCommand.read(file);
    SourceText formatted = Formatter.format(source);
    boolean same = formatted.text().equals(source.text());
    if (check) {
      if (!same) {
        firn.terminal().out().println(file);
      }
    } else if (file.equals(STANDARD_INPUT)) {
      firn.terminal().out().write(formatted.text().getBytes(StandardCharsets.ISO_8859_1));
    } else if (!same) {
      replace(file.toRealPath(), formatted.text().getBytes(StandardCharsets.ISO_8859_1));
    }
    return same;
  }

  /** Puts new contents in the place of a file's, so that no moment has half of them. */
  private static void replace(Path file, byte[] contents) throws IOException {
    Path beside = Files.createTempFile(file.toAbsolutePath().getParent(), ".", ".fmt");
    try {
      Files.write(beside, contents);
      Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(file));
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static List<Path> sources(Path path) throws IOException {
    if (path.equals(STANDARD_INPUT) || Files.isRegularFile(path)) {
      return List.of(path);
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    List<Path> files = new ArrayList<>();
    collect(path, files);
    return files;
  }

  private static void collect(Path folder, List<Path> files) throws IOException {
    List<Path> entries;
    try (Stream<Path> listed = Files.list(folder)) {
      entries = listed.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path entry : entries) {
      String name = entry.getFileName().toString();
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        if (!name.startsWith(".")) {
          collect(entry, files);
        }
      } else if (name.endsWith(".nix") && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
        files.add(entry);
      }
    }
  }
}
