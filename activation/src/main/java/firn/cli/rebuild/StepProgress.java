package firn.cli.rebuild;

import firn.apply.Progress;
import firn.cli.Terminal;
import firn.plan.Step;

/** Tells of a switch's steps as they are taken. */
public final class StepProgress implements Progress {
  private final Terminal terminal;

  public StepProgress(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void begun(Step step) {
    switch (step.action()) {
      case START, STOP, RESTART, RELOAD ->
          terminal.say(
              step.action().word() + " " + step.subject().text() + " (" + step.where() + ")");
      default -> {}
    }
  }

  @Override
  public void note(String line) {
    terminal.say(line);
  }
}
