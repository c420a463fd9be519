package firn.cli;

import firn.apply.ActivationException;
import firn.cli.nix.NixBuildFailure;
import firn.container.ContainerException;
import firn.eval.error.ErrorRenderer;
import firn.eval.error.EvalException;
import firn.eval.error.InfiniteRecursionException;
import firn.eval.error.TraceFrame;
import firn.eval.error.UndefinedVariableException;
import firn.eval.fetch.FetchFailure;
import firn.eval.value.Bytes;
import firn.grammar.SyntaxException;
import firn.image.registry.RegistryException;
import firn.packages.archive.ArchiveException;
import firn.store.StoreException;
import firn.store.build.BuildFailure;
import firn.tryhost.TryHostException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the person at the machine what went wrong, where, and what to try; and which exit code says
 * so.
 */
public final class Problems {
  private final Terminal terminal;
  private final boolean showTrace;
  private final boolean asNix;

  /**
   * Creates one.
   *
   * @param asNix whether evaluation errors look as Nix prints them, trace first, for those who
   *     compare
   */
  public Problems(Terminal terminal, boolean showTrace, boolean asNix) {
    this.terminal = terminal;
    this.showTrace = showTrace;
    this.asNix = asNix;
  }

  /** Tells of a problem and answers the exit code. */
  public int report(Throwable problem) {
    // Not left to the switch, which takes time to set up (decision 6): the usual mistake.
    if (problem instanceof EvalException wrong
        && !(wrong.getCause() instanceof ArchiveException)
        && !(wrong.getCause() instanceof StoreException)) {
      return tell(wrong);
    }
    return switch (problem) {
      case CommandException known ->
          tell(known.exitCode(), String.valueOf(known.getMessage()), known.hint());
      // Evaluation asked the archive or the store for something, and it is they that failed.
      case EvalException asked when asked.getCause() instanceof Throwable cause -> report(cause);
      case SyntaxException wrong -> {
        render(ErrorRenderer.render(wrong));
        if (wrong.hint() != null && !asNix) {
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
      case ContainerException container ->
          tell(ExitCode.EXPRESSION, String.valueOf(container.getMessage()), container.hint());
      case ActivationException refused ->
          tell(ExitCode.UNDONE, String.valueOf(refused.getMessage()), null);
      case UncheckedIOException io -> report(java.util.Objects.requireNonNull(io.getCause()));
      case FileSystemException file -> tell(ExitCode.EXPRESSION, sentence(file), null);
      case RegistryException registry ->
          tell(ExitCode.BUILD, String.valueOf(registry.getMessage()), registry.hint());
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

  private int tell(EvalException wrong) {
    if (asNix && wrong instanceof UndefinedVariableException) {
      // Nix does not guess at variables.
      wrong.suggest(List.of());
    }
    render(
        showTrace || asNix
            ? ErrorRenderer.render(wrong, showTrace)
            : ErrorRenderer.renderMessage(wrong));
    if (!showTrace && !asNix && wrong instanceof InfiniteRecursionException circle) {
      way(circle).forEach(step -> terminal.say("       " + step));
    }
    if (!showTrace && !asNix && !wrong.frames().isEmpty()) {
      terminal.say("       (--show-trace tells how evaluation came there)");
    }
    if (asNix && wrong.sentence().startsWith("unknown hash algorithm")) {
      terminal.say("Try 'nix-instantiate --help' for more information.");
    }
    return asNix && wrong instanceof FetchFailure failure && failure.isMismatch()
        ? ExitCode.NIX_MISMATCH
        : ExitCode.EXPRESSION;
  }

  /** Where a circle goes through options or imports, nearest first: the place alone says little. */
  private static List<String> way(InfiniteRecursionException circle) {
    return circle.frames().stream()
        .filter(frame -> frame.shown() == TraceFrame.Shown.ALWAYS)
        .map(frame -> Bytes.toUnicode(frame.message()))
        .distinct()
        .limit(3)
        .toList();
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
    if (asNix) {
      // As they are, for whoever compares: what the source holds need not be text. Nix too styles
      // words only for a terminal.
      String shown = terminal.errIsTerminal() ? bytes : Terminal.withoutStyle(bytes);
      byte[] raw = shown.getBytes(StandardCharsets.ISO_8859_1);
      terminal.err().write(raw, 0, raw.length);
      return;
    }
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
