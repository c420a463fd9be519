package firn.cli;

import firn.store.build.BuildEvent;
import firn.store.build.BuildListener;
import firn.store.posix.Screen;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows builds and downloads as they go: on a terminal a {@link BuildTree} that is drawn anew in
 * its place, elsewhere a line now and then. What fails is told with the end of its log by whoever
 * catches the failure.
 */
final class BuildProgress implements BuildListener {
  private static final Duration REDRAW = Duration.ofMillis(200);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofSeconds(3);
  private static final int ERR = 2;

  private final Terminal terminal;
  private final boolean logs;
  private @Nullable BuildTree tree;
  private long lastShown = System.nanoTime();
  private int drawn;

  /**
   * Creates one.
   *
   * @param logs whether the builders' own output is shown
   */
  BuildProgress(Terminal terminal, boolean logs) {
    this.terminal = terminal;
    this.logs = logs;
  }

  @Override
  public synchronized void on(BuildEvent event) {
    if (event instanceof BuildEvent.Planned planned) {
      plan(planned);
      return;
    }
    BuildTree now = tree;
    if (now == null) {
      return;
    }
    switch (event) {
      case BuildEvent.Planned planned -> plan(planned);
      case BuildEvent.Started started -> now.started(started.derivation(), System.nanoTime());
      case BuildEvent.LogLine line -> {
        if (logs) {
          say(BuildTree.name(line.derivation()) + "> " + line.line());
        }
      }
      case BuildEvent.Progress progress -> now.progress(progress);
      case BuildEvent.Succeeded done -> {
        now.succeeded(done.derivation());
        if (!terminal.errIsTerminal() && done.took().compareTo(LONG) > 0) {
          say(
              "built "
                  + BuildTree.name(done.derivation())
                  + " in "
                  + done.took().toSeconds()
                  + " s");
        }
      }
      case BuildEvent.Failed failed -> now.failed(failed.derivation());
      case BuildEvent.Ended ended -> {
        erase();
        tree = null;
        return;
      }
    }
    show(now);
  }

  private void plan(BuildEvent.Planned planned) {
    BuildTree planning = new BuildTree(planned, System.nanoTime());
    erase();
    tree = planning;
    int total = planning.total();
    if (total > 0) {
      terminal.say(total + (total == 1 ? " derivation" : " derivations") + " to realise");
      if (terminal.errIsTerminal()) {
        Thread.ofVirtual().name("progress").start(() -> keepDrawing(planning));
      }
    }
  }

  /** Times go on while nothing happens. */
  private void keepDrawing(BuildTree planned) {
    try {
      while (drawAgain(planned)) {
        Thread.sleep(REDRAW);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean drawAgain(BuildTree planned) {
    if (tree != planned) {
      return false;
    }
    show(planned);
    return true;
  }

  private void show(BuildTree now) {
    long time = System.nanoTime();
    Duration since = Duration.ofNanos(time - lastShown);
    if (since.compareTo(terminal.errIsTerminal() ? REDRAW : BETWEEN_LINES) >= 0) {
      lastShown = time;
      if (terminal.errIsTerminal()) {
        draw(now, time);
      } else {
        terminal.say(now.line(time));
      }
    }
  }

  /** Half of the screen at most, so that what was said before stays in sight. */
  private void draw(BuildTree now, long time) {
    Screen screen = Screen.of(ERR);
    List<String> lines = now.lines(Math.max(2, screen.rows() / 2), time);
    StringBuilder text = new StringBuilder(eraser());
    for (String line : lines) {
      text.append(line, 0, Math.min(line.length(), screen.columns() - 1)).append('\n');
    }
    drawn = lines.size();
    terminal.err().print(text);
    terminal.err().flush();
  }

  private String eraser() {
    return drawn == 0 ? "" : "\r\u001b[" + drawn + "A\u001b[J";
  }

  private void erase() {
    terminal.err().print(eraser());
    terminal.err().flush();
    drawn = 0;
  }

  private void say(String line) {
    erase();
    terminal.say(line);
  }
}
