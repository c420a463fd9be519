package firn.eval.error;

import firn.grammar.Position;
import firn.grammar.SourceText;
import firn.grammar.SyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows errors as Nix does: the trace from the outside in, then message, place and source, then
 * what may have been meant. Forces nothing. All text is bytes.
 */
public final class ErrorRenderer {
  private static final String PREFIX = "error: ";
  private static final String ELLIPSIS = "\u00e2\u0080\u00a6 ";

  /** A place counts double: it takes more room. */
  private static final int MAX_SHORT_TRACE = 3;

  private static final int FEW_FRAMES = 5;

  private final boolean wholeTrace;
  private final StringBuilder out = new StringBuilder();
  private int count;

  private ErrorRenderer(boolean wholeTrace) {
    this.wholeTrace = wholeTrace;
  }

  /** An evaluation error; ends with a line end. */
  public static String render(EvalException e, boolean wholeTrace) {
    ErrorRenderer renderer = new ErrorRenderer(wholeTrace);
    renderer.trace(e);
    renderer.message(e.sentence(), e.place(), e.suggestions(), e.hint());
    return renderer.indented();
  }

  /**
   * An evaluation error without its trace: what is wrong, where, what may have been meant. An error
   * that knows no place of its own is shown at the innermost one on its way; a message of several
   * lines names the places that matter itself.
   */
  public static String renderMessage(EvalException e) {
    ErrorRenderer renderer = new ErrorRenderer(false);
    renderer.message(e.sentence(), innermostPlace(e), e.suggestions(), e.hint());
    return renderer.indented();
  }

  private static @Nullable Place innermostPlace(EvalException e) {
    if (e.place() != null || e.sentence().contains("\n")) {
      return e.place();
    }
    for (TraceFrame frame : e.frames()) {
      if (frame.place() != null) {
        return frame.place();
      }
    }
    return null;
  }

  /** A syntax error; ends with a line end. */
  public static String render(SyntaxException e) {
    ErrorRenderer renderer = new ErrorRenderer(false);
    renderer.message(
        String.valueOf(e.getMessage()), new Place(e.source(), e.offset()), List.of(), "");
    return renderer.indented();
  }

  private void message(
      String message, @Nullable Place place, List<String> suggestions, String hint) {
    out.append(message).append('\n');
    place("", place);
    if (!suggestions.isEmpty()) {
      out.append("Did you mean ").append(Suggestions.list(suggestions)).append("?\n");
    }
    if (!hint.isEmpty()) {
      out.append(hint).append('\n');
    }
  }

  private void trace(EvalException e) {
    List<TraceFrame> frames =
        e.frames().reversed().stream()
            .filter(f -> !f.message().isEmpty())
            .filter(f -> wholeTrace || f.shown() != TraceFrame.Shown.CALLS)
            .toList();
    if (frames.isEmpty()) {
      return;
    }
    Set<TraceFrame> seen = new HashSet<>();
    List<TraceFrame> skipped = new ArrayList<>();
    boolean truncated = false;
    for (TraceFrame frame : frames) {
      truncated |= !wholeTrace && count > MAX_SHORT_TRACE;
      if (truncated && frame.shown() != TraceFrame.Shown.ALWAYS) {
        continue;
      }
      if (!seen.add(frame)) {
        skipped.add(frame);
        continue;
      }
      skipped(skipped);
      count++;
      frame(frame);
    }
    skipped(skipped);
    if (truncated) {
      out.append(
          "\n(stack trace truncated; use '--show-trace' to show the full, detailed trace)\n");
    }
    out.append('\n').append(PREFIX);
  }

  private void skipped(List<TraceFrame> skipped) {
    if (skipped.size() <= FEW_FRAMES) {
      skipped.forEach(this::frame);
    } else {
      out.append("\n(").append(skipped.size()).append(" duplicate frames omitted)\n");
    }
    skipped.clear();
  }

  private void frame(TraceFrame frame) {
    out.append('\n').append(ELLIPSIS).append(frame.message()).append('\n');
    if (frame.place() != null) {
      place("  ", frame.place());
      count++;
    }
  }

  private void place(String indent, @Nullable Place place) {
    if (place == null) {
      return;
    }
    out.append(indent).append("at ").append(place).append(":");
    excerpt(place);
    out.append('\n');
  }

  private void excerpt(Place place) {
    SourceText source = place.source();
    Position at = place.position();
    if (at.line() > 1) {
      line(source, at.line() - 1);
    }
    line(source, at.line());
    out.append("\n      |").repeat(" ", at.column()).append('^');
    if (at.line() < source.lineCount()) {
      line(source, at.line() + 1);
    }
  }

  private void line(SourceText source, int number) {
    String digits = Integer.toString(number);
    out.append("\n ").repeat(" ", 5 - Math.min(5, digits.length())).append(digits);
    out.append("| ").append(source.line(number));
  }

  /** The lines after the first stand below the message, and no line ends in a space. */
  private String indented() {
    StringBuilder all = new StringBuilder(out.length() * 2);
    String start = PREFIX;
    for (String line : out.toString().stripTrailing().split("\n", -1)) {
      all.append((start + line).stripTrailing()).append('\n');
      start = " ".repeat(PREFIX.length());
    }
    return all.toString();
  }
}
