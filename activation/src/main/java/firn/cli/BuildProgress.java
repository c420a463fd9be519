package firn.cli;

import firn.store.StorePath;
import firn.store.build.BuildEvent;
import firn.store.build.BuildListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Shows builds as they go: on a terminal one line that is rewritten, elsewhere a line now and then.
 * What takes long is named, what fails is told with the end of its log by whoever catches the
 * failure.
 */
final class BuildProgress implements BuildListener {
  private static final Duration REDRAW = Duration.ofMillis(80);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofSeconds(3);

  private final Terminal terminal;
  private final boolean logs;
  private final Map<StorePath, Long> running = new LinkedHashMap<>();
  private final Map<StorePath, Long> received = new LinkedHashMap<>();
  private int total;
  private int finished;
  private long lastShown;

  /**
   * Creates one.
   *
   * @param logs whether the builders' own output is shown
   */
  BuildProgress(Terminal terminal, boolean logs) {
    this.terminal = terminal;
    this.logs = logs;
    this.lastShown = System.nanoTime();
  }

  @Override
  public void on(BuildEvent event) {
    switch (event) {
      case BuildEvent.Planned planned -> plan(planned);
      case BuildEvent.Started started -> running.put(started.derivation(), System.nanoTime());
      case BuildEvent.LogLine line -> {
        if (logs) {
          say(shortName(line.derivation()) + "> " + line.line());
        }
      }
      case BuildEvent.Progress progress -> received.put(progress.derivation(), progress.done());
      case BuildEvent.Succeeded done -> {
        running.remove(done.derivation());
        finished++;
        if (!terminal.errIsTerminal() && done.took().compareTo(LONG) > 0) {
          say("built " + shortName(done.derivation()) + " in " + done.took().toSeconds() + " s");
        }
      }
      case BuildEvent.Failed failed -> running.remove(failed.derivation());
    }
    show();
  }

  private void plan(BuildEvent.Planned planned) {
    total = planned.builds().size() + planned.substitutes().size();
    finished = 0;
    received.clear();
    if (total > 0) {
      terminal.say(total + (total == 1 ? " derivation" : " derivations") + " to realise");
    }
  }

  private void show() {
    long now = System.nanoTime();
    Duration since = Duration.ofNanos(now - lastShown);
    boolean last = total > 0 && finished == total;
    if (since.compareTo(terminal.errIsTerminal() ? REDRAW : BETWEEN_LINES) < 0
        && !(last && terminal.errIsTerminal())) {
      return;
    }
    lastShown = now;
    if (!terminal.errIsTerminal()) {
      terminal.say(status());
    } else if (last) {
      terminal.err().print("\r\u001b[K");
    } else {
      String line = status();
      terminal.err().print("\r\u001b[K" + line.substring(0, Math.min(line.length(), 100)));
      terminal.err().flush();
    }
  }

  private String status() {
    String names =
        running.keySet().stream()
            .limit(3)
            .map(BuildProgress::shortName)
            .collect(Collectors.joining(", "));
    long bytes = received.values().stream().mapToLong(Long::longValue).sum();
    return "[%d/%d]%s %s%s"
        .formatted(
            finished,
            total,
            bytes > 0 ? " " + (bytes >> 20) + " MiB" : "",
            names,
            running.size() > 3 ? " and " + (running.size() - 3) + " more" : "");
  }

  private void say(String line) {
    terminal.say((terminal.errIsTerminal() ? "\r\u001b[K" : "") + line);
  }

  private static String shortName(StorePath derivation) {
    String name = derivation.name();
    return name.endsWith(".drv") ? name.substring(0, name.length() - 4) : name;
  }
}
