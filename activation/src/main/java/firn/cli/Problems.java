package firn.cli;

import firn.apply.ActivationException;
import firn.cli.nix.NixBuildFailure;
import firn.eval.error.ErrorRenderer;
import firn.eval.error.EvalException;
import firn.eval.value.Bytes;
import firn.grammar.SyntaxException;
import firn.packages.archive.ArchiveException;
import firn.store.StoreException;
import firn.store.build.BuildFailure;
import firn.tryhost.TryHostException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * Tells the person at the machine what went wrong, where, and what to try; and which exit code says
 * so.
 */
final class Problems {
  private final Terminal terminal;
  private final boolean showTrace;
  private final boolean asNix;

  /**
   * Creates one.
   *
   * @param asNix whether evaluation errors look as Nix prints them, trace first, for those who
   *     compare
   */
  Problems(Terminal terminal, boolean showTrace, boolean asNix) {
    this.terminal = terminal;
    this.showTrace = showTrace;
    this.asNix = asNix;
  }

  /** Tells of a problem and answers the exit code. */
  int report(Throwable problem) {
    return switch (problem) {
      case CommandException known ->
          tell(known.exitCode(), String.valueOf(known.getMessage()), known.hint());
      // Evaluation asked the archive or the store for something, and it is they that failed.
      case EvalException asked when asked.getCause() instanceof ArchiveException archive ->
          report(archive);
      case EvalException asked when asked.getCause() instanceof StoreException store ->
          report(store);
      case EvalException wrong -> {
        render(
            showTrace || asNix
                ? ErrorRenderer.render(wrong, showTrace)
                : ErrorRenderer.renderMessage(wrong));
        if (!showTrace && !asNix && !wrong.frames().isEmpty()) {
          terminal.say("       (--show-trace tells how evaluation came there)");
        }
        yield ExitCode.EXPRESSION;
      }
      case SyntaxException wrong -> {
        render(ErrorRenderer.render(wrong));
        if (wrong.hint() != null) {
          terminal.say("       " + wrong.hint());
        }
        yield ExitCode.EXPRESSION;
      }
      case NixBuildFailure failed -> {
        report(failed.failure());
        yield failed.exitCode();
      }
      case BuildFailure failed -> {
        for (BuildFailure.Failure failure : failed.failures()) {
          tell(
              ExitCode.BUILD,
              "cannot build '" + failure.derivation() + "': " + failure.reason(),
              null);
          failure.lastLines().forEach(line -> terminal.say("       > " + line));
        }
        hint(failed.remedy());
        yield ExitCode.BUILD;
      }
      case StoreException store ->
          tell(ExitCode.BUILD, String.valueOf(store.getMessage()), store.remedy());
      case ArchiveException archive ->
          tell(ExitCode.BUILD, String.valueOf(archive.getMessage()), archive.remedy());
      case TryHostException host ->
          tell(ExitCode.BUILD, String.valueOf(host.getMessage()), host.hint());
      case ActivationException refused ->
          tell(ExitCode.UNDONE, String.valueOf(refused.getMessage()), null);
      case UncheckedIOException io -> report(java.util.Objects.requireNonNull(io.getCause()));
      case FileSystemException file -> tell(ExitCode.EXPRESSION, sentence(file), null);
      case IOException io -> tell(ExitCode.BUILD, String.valueOf(io.getMessage()), null);
      default -> {
        terminal.say(
            terminal.coloured(31, "bug in firn:")
                + " please report this, with the command that led to it");
        problem.printStackTrace(terminal.err());
        yield ExitCode.BUG;
      }
    };
  }

  private int tell(int exitCode, String message, @Nullable String hint) {
    terminal.say(terminal.coloured(31, "error:") + " " + message);
    hint(hint);
    return exitCode;
  }

  private void hint(@Nullable String hint) {
    if (hint != null && !hint.isEmpty()) {
      terminal.say("       " + hint);
    }
  }

  /** The renderer's text starts with {@code error:} and ends with a line end. */
  private void render(String bytes) {
    String text = Bytes.toUnicode(bytes).stripTrailing();
    terminal.say(
        text.startsWith("error:") ? terminal.coloured(31, "error:") + text.substring(6) : text);
  }

  private static String sentence(FileSystemException problem) {
    String reason =
        switch (problem) {
          case NoSuchFileException gone -> "does not exist";
          case AccessDeniedException denied -> "may not be read or written by this user";
          default -> problem.getReason() == null ? "cannot be used" : problem.getReason();
        };
    return "'" + problem.getFile() + "' " + reason;
  }
}
